import { proto } from 'baileys';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';

const { Status } = proto.WebMessageInfo;

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let other: SimulatedAccount;

beforeAll(async () => {
  quietLibsignal();
  simulator = await startWhatsappWebSimulator();
});
afterAll(async () => {
  await closeClients();
  await simulator.close();
});
beforeEach(() => {
  shop = newAccount(simulator, 'Loja');
  other = newAccount(simulator, 'Outra');
});

it.each(['jid', 'lid'] as const)(
  'carries texts between the clients of two accounts (%s)',
  async (address) => {
    const here = await LinkedClient.link(simulator, shop.phone);
    const there = await LinkedClient.link(simulator, other.phone);
    for (const text of ['one', 'two']) {
      const key = await here.sendText(other[address], text);
      await expect
        .poll(() => there.heard(key.id ?? ''))
        .toMatchObject([{ key: { remoteJid: shop[address] }, message: { extendedTextMessage: { text } } }]);
      await expect.poll(() => here.statusOf(key.id)).toBe(Status.READ);
      const answer = await there.sendText(shop[address], `${text} too`);
      await expect.poll(() => here.heard(answer.id ?? '')).toHaveLength(1);
    }
  },
);

it('shows what one client wrote to the other clients of the account', async () => {
  const second = await LinkedClient.link(simulator, shop.phone);
  const first = await LinkedClient.link(simulator, shop.phone);
  const key = await first.sendText(other.jid, 'from the first');
  await expect
    .poll(() => second.heard(key.id ?? ''))
    .toMatchObject([
      {
        key: { fromMe: true, remoteJid: other.jid },
        message: { extendedTextMessage: { text: 'from the first' } },
      },
    ]);
});

it('carries texts of a group to the clients of its members', async () => {
  const here = await LinkedClient.link(simulator, shop.phone);
  const there = await LinkedClient.link(simulator, other.phone);
  const group = shop.createGroup({ subject: 'Team', members: [other.phone] });
  for (const text of ['one', 'two']) {
    const key = await here.sendText(group.id, text);
    await expect
      .poll(() => there.heard(key.id ?? ''))
      .toMatchObject([{ message: { extendedTextMessage: { text } } }]);
  }
});

it('tells the clients of an account what its person read on the phone', async () => {
  const client = await LinkedClient.link(simulator, shop.phone);
  const { whatsappId } = await other.send(shop.phone, 'hello');
  await expect.poll(() => client.heard(whatsappId)).toHaveLength(1);
  shop.markRead(whatsappId);
  await expect.poll(() => client.statusOf(whatsappId)).toBe(Status.READ);
});

it('tells clients that wrote with an account of its new client, so that this one gets what follows', async () => {
  const here = await LinkedClient.link(simulator, shop.phone);
  await here.sendText(other.jid, 'before');
  await expect.poll(() => other.received()).toHaveLength(1);
  const there = await LinkedClient.link(simulator, other.phone);
  await simulator.idle();
  const key = await here.sendText(other.jid, 'after');
  await expect.poll(() => there.heard(key.id ?? '')).toHaveLength(1);
});
