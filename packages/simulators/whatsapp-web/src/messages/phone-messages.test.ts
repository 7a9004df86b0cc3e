import { proto } from 'baileys';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let customer: SimulatedAccount;
let client: LinkedClient;

beforeAll(async () => {
  quietLibsignal();
  simulator = await startWhatsappWebSimulator();
});
afterAll(async () => {
  await closeClients();
  await simulator.close();
});
beforeEach(async () => {
  shop = newAccount(simulator, 'Loja');
  customer = newAccount(simulator, 'Ana');
  client = await LinkedClient.link(simulator, shop.phone);
});

describe('a text that a customer writes', () => {
  it('reaches the client by phone number, with the LID beside it', async () => {
    const { whatsappId } = await customer.send(shop.phone, 'Bom dia');
    await expect
      .poll(() => client.heard(whatsappId))
      .toMatchObject([
        {
          key: { remoteJid: customer.jid, remoteJidAlt: customer.lid, fromMe: false },
          pushName: 'Ana',
          message: { conversation: 'Bom dia' },
        },
      ]);
  });

  it('reaches the client by LID, with the phone number beside it', async () => {
    const { whatsappId } = await customer.send(shop.phone, 'Boa tarde', { as: 'lid' });
    await expect
      .poll(() => client.heard(whatsappId))
      .toMatchObject([{ key: { remoteJid: customer.lid, remoteJidAlt: customer.jid } }]);
  });

  it('flips its addressing when told so', async () => {
    simulator.faults.add({ fault: { kind: 'flipAddressing' } });
    const { whatsappId } = await customer.send(shop.phone, 'flipped');
    await expect.poll(() => client.heard(whatsappId)).toMatchObject([{ key: { remoteJid: customer.lid } }]);
  });

  it('can come without encryption', async () => {
    const { whatsappId } = await customer.send(shop.phone, 'cheap', { transport: 'plaintext' });
    await expect.poll(() => client.heard(whatsappId)).toMatchObject([{ message: { conversation: 'cheap' } }]);
  });

  it('keeps the order in which it was written', async () => {
    const texts = Array.from({ length: 20 }, (_, position) => `line ${String(position)}`);
    await Promise.all(texts.map((text) => customer.send(shop.phone, text)));
    const heard = (): unknown[] =>
      client.messages.map(({ message }) => message?.conversation).filter((text) => text?.startsWith('line '));
    await expect.poll(heard).toEqual(texts);
  });
});

it('shows what the phone itself wrote as a message of the own account', async () => {
  const { whatsappId } = await shop.send(customer.phone, 'from the phone');
  await expect
    .poll(() => client.heard(whatsappId))
    .toMatchObject([
      { key: { remoteJid: customer.jid, fromMe: true }, message: { conversation: 'from the phone' } },
    ]);
  expect(customer.received().at(-1)).toMatchObject({ whatsappId, from: shop.jid });
});

it('records the receipts of the client', async () => {
  const { whatsappId } = await customer.send(shop.phone, 'read me');
  await expect.poll(() => client.heard(whatsappId)).toHaveLength(1);
  await client.socket.readMessages(client.heard(whatsappId).map(({ key }) => key));
  const types = (): string[] => customer.receiptsFor(whatsappId).map(({ type }) => type);
  await expect.poll(types).toEqual(['delivered', 'read']);
});

it('brings what waited while the client was away, once', async () => {
  await client.close();
  const { whatsappId } = await customer.send(shop.phone, 'while you were away');
  const back = await LinkedClient.connect(simulator, client.state);
  await expect.poll(() => back.heard(whatsappId)).toHaveLength(1);
  await expect.poll(() => customer.receiptsFor(whatsappId)).not.toHaveLength(0);
  await back.close();
  const again = await LinkedClient.connect(simulator, client.state);
  const later = await customer.send(shop.phone, 'later');
  await expect.poll(() => again.heard(later.whatsappId)).toHaveLength(1);
  expect(again.heard(whatsappId)).toHaveLength(0);
});

it('brings a message again that the client could not read', async () => {
  simulator.faults.add({ match: { account: shop.phone }, fault: { kind: 'undecryptable' } });
  const { whatsappId } = await customer.send(shop.phone, 'second try');
  await expect.poll(() => client.heard(whatsappId).at(-1)?.message?.conversation).toBe('second try');
  expect(client.heard(whatsappId)[0]?.messageStubType).toBe(proto.WebMessageInfo.StubType.CIPHERTEXT);
  expect(customer.receiptsFor(whatsappId).map(({ type }) => type)).toContain('retry');
});
