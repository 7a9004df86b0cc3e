import { proto } from 'baileys';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { BaileysEventMap } from 'baileys';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';

const { HistorySyncType } = proto.HistorySync;
const LONG_AGO = Date.UTC(2025, 0, 1);

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let customer: SimulatedAccount;

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
  customer = newAccount(simulator, 'Ana');
});

function pastOf(from: SimulatedAccount, count: number): SimulatedAccount['history'] {
  return [
    {
      with: from.phone,
      unread: 1,
      messages: Array.from({ length: count }, (_, position) => ({
        from: position % 2 === 0 ? from.phone : undefined,
        text: `line ${String(position)}`,
        at: LONG_AGO + position * 1000,
      })),
    },
  ];
}

it('reaches a newly linked client in parts, with names and LIDs', async () => {
  shop.history = pastOf(customer, 4);
  const client = await LinkedClient.link(simulator, shop.phone);
  await expect
    .poll(() => client.histories.map(({ syncType }) => syncType))
    .toEqual([HistorySyncType.INITIAL_BOOTSTRAP, HistorySyncType.PUSH_NAME, HistorySyncType.RECENT]);
  // The recent part repeats the newest. Baileys leaves that out while it still gathers the bootstrap's events, and not after.
  const told = client.histories.flatMap(({ messages }) => messages);
  const once = [...new Map(told.map((message) => [message.key.id, message])).values()];
  expect(once.map(({ key, message }) => [message?.conversation, key.fromMe])).toEqual([
    ['line 3', true],
    ['line 2', false],
    ['line 1', true],
    ['line 0', false],
  ]);
  expect(await client.socket.signalRepository.lidMapping.getLIDForPN(customer.jid)).toBe(customer.lid);
  const contacts = client.histories.flatMap((history) => history.contacts);
  expect(contacts).toContainEqual({ id: customer.jid, notify: 'Ana' });
});

it('comes once: a client that connects again gets none', async () => {
  shop.history = pastOf(customer, 2);
  const client = await LinkedClient.link(simulator, shop.phone);
  await expect.poll(() => client.histories).toHaveLength(3);
  await client.close();
  const again = await LinkedClient.connect(simulator, client.state);
  const { whatsappId } = await customer.send(shop.phone, 'now');
  await expect.poll(() => again.heard(whatsappId)).toHaveLength(1);
  expect(again.histories).toHaveLength(0);
});

it('is told further back when the client asks', async () => {
  const client = await LinkedClient.link(simulator, shop.phone);
  shop.history = pastOf(customer, 3);
  const { whatsappId } = await customer.send(shop.phone, 'the oldest that the client has');
  await expect.poll(() => client.heard(whatsappId)).toHaveLength(1);
  const [oldest] = client.heard(whatsappId);
  const requestId = await client.socket.fetchMessageHistory(2, oldest?.key ?? {}, Date.now());
  const answer = (): BaileysEventMap['messaging-history.set'] | undefined =>
    client.histories.find(({ peerDataRequestSessionId }) => peerDataRequestSessionId === requestId);
  await expect.poll(answer).toBeDefined();
  expect(answer()?.messages.map(({ message }) => message?.conversation)).toEqual(['line 2', 'line 1']);
});

it('lets the phone tell the content of a message that came without any', async () => {
  const client = await LinkedClient.link(simulator, shop.phone);
  simulator.faults.add({
    match: { account: shop.phone },
    fault: { kind: 'undecryptable', how: 'unavailable' },
  });
  const { whatsappId } = await customer.send(shop.phone, 'only on the phone');
  await expect
    .poll(() => client.heard(whatsappId).map(({ message }) => message?.conversation))
    .toEqual([undefined, 'only on the phone']);
});

it('lets the phone tell a message again that was delivered before, once it is switched on', async () => {
  const client = await LinkedClient.link(simulator, shop.phone);
  const { whatsappId } = await customer.send(shop.phone, 'delivered and lost');
  await expect.poll(() => client.heard(whatsappId)).toHaveLength(1);
  shop.conduct.isOnline = false;
  await client.socket.requestPlaceholderResend({ remoteJid: customer.jid, fromMe: false, id: whatsappId });
  await simulator.idle();
  expect(client.heard(whatsappId)).toHaveLength(1);
  shop.conduct.isOnline = true;
  await expect
    .poll(() => client.heard(whatsappId).map(({ message }) => message?.conversation))
    .toEqual(['delivered and lost', 'delivered and lost']);
});
