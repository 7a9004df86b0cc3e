import { Curve } from 'baileys';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Account, Companion } from '../accounts/account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';

let simulator: WhatsappWebSimulator;
let shop: Account;
let client: LinkedClient;

beforeAll(async () => {
  quietLibsignal();
  simulator = await startWhatsappWebSimulator();
  shop = newAccount(simulator, 'Loja');
  client = await LinkedClient.link(simulator, shop.phone);
});
afterAll(async () => {
  await closeClients();
  await simulator.close();
});

function companion(): Companion {
  const [linked] = shop.companions.values();
  if (!linked) throw new Error('No client is linked');
  return linked;
}

it('starts a session without a one-time key when the client has none left', async () => {
  const { preKeys } = companion().keys;
  preKeys.clear();
  const { whatsappId } = await newAccount(simulator, 'Ana').send(shop.phone, 'no key for me?');
  await expect
    .poll(() => client.heard(whatsappId))
    .toMatchObject([{ message: { conversation: 'no key for me?' } }]);
});

it('warns the client when few of its keys are left', async () => {
  const { preKeys } = companion().keys;
  const warnings: unknown[] = [];
  client.socket.ws.on('CB:notification', (notification) => warnings.push(notification));
  preKeys.add(
    Array.from({ length: 5 }, (_, id) => ({ id: 5000 + id, publicKey: Curve.generateKeyPair().public })),
  );
  // Baileys would bring new keys now, were it not for its last upload, a moment ago.
  await newAccount(simulator, 'Bia').send(shop.phone, 'one of five, please');
  await expect
    .poll(() => warnings)
    .toMatchObject([{ attrs: { type: 'encrypt' }, content: [{ tag: 'count', attrs: { value: '4' } }] }]);
});
