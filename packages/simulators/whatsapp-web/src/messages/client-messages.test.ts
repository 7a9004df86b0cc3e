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

it('reads a text at the recipient, and says delivered and read', async () => {
  const key = await client.sendText(customer.jid, 'Olá');
  await expect.poll(() => client.statusOf(key.id)).toBe(Status.READ);
  expect(customer.received()).toMatchObject([
    { whatsappId: key.id, from: shop.jid, message: { extendedTextMessage: { text: 'Olá' } } },
  ]);
  expect(simulator.ledger.byId(key.id ?? '')).toMatchObject([{ to: customer.jid, times: 1 }]);
});

it('counts a message that comes twice under one id, and shows it to the recipient once', async () => {
  await client.socket.sendMessage(customer.jid, { text: 'once' }, { messageId: 'TWICE-1' });
  await client.socket.sendMessage(customer.jid, { text: 'once' }, { messageId: 'TWICE-1' });
  await expect.poll(() => simulator.ledger.byId('TWICE-1')).toMatchObject([{ times: 2 }]);
  await simulator.idle();
  expect(customer.received().filter(({ whatsappId }) => whatsappId === 'TWICE-1')).toHaveLength(1);
});

it('addresses receipts by LID in a chat that the client addresses by LID', async () => {
  const key = await client.sendText(customer.lid, 'by LID');
  await expect.poll(() => client.statusOf(key.id)).toBe(Status.READ);
});

it('says nothing of reading when the recipient does not read', async () => {
  customer.conduct.reads = 'never';
  const key = await client.sendText(customer.jid, 'unread');
  await expect.poll(() => client.statusOf(key.id)).toBe(Status.DELIVERY_ACK);
  await simulator.idle();
  expect(client.statusOf(key.id)).toBe(Status.DELIVERY_ACK);
});

it.each([463, 475, 479])('refuses a message with %i, so that nobody gets it', async (code) => {
  simulator.faults.add({ fault: { kind: 'ackError', code } });
  const key = await client.sendText(customer.jid, 'refused');
  await expect.poll(() => client.statusOf(key.id)).toBe(Status.ERROR);
  await simulator.idle();
  expect(simulator.ledger.byId(key.id ?? '')).toMatchObject([{ refusedWith: code }]);
  expect(customer.received().some(({ whatsappId }) => whatsappId === key.id)).toBe(false);
});

it('delivers without an ack when told so', async () => {
  simulator.faults.add({ fault: { kind: 'noAck' } });
  const key = await client.sendText(customer.jid, 'no ack');
  await expect.poll(() => customer.received().some(({ whatsappId }) => whatsappId === key.id)).toBe(true);
});

it('asks for a message again that it could not read, and reads the second copy', async () => {
  simulator.faults.add({ match: { peer: customer.phone }, fault: { kind: 'retryReceipt' }, times: 2 });
  const key = await client.sendText(customer.jid, 'again, please');
  await expect.poll(() => client.statusOf(key.id)).toBe(Status.READ);
  expect(simulator.ledger.byId(key.id ?? '')).toMatchObject([{ times: 1, resent: 2 }]);
  expect(customer.received().at(-1)).toMatchObject({ whatsappId: key.id });
});

it('keeps what is for a phone that is off until it is on', async () => {
  customer.conduct.isOnline = false;
  const key = await client.sendText(customer.jid, 'are you there?');
  await expect.poll(() => simulator.ledger.byId(key.id ?? '')).toHaveLength(1);
  await simulator.idle();
  expect(customer.received()).toHaveLength(0);
  customer.conduct.isOnline = true;
  await expect.poll(() => client.statusOf(key.id)).toBe(Status.READ);
});

it('says that a voice message was listened to', async () => {
  const sent = await client.socket.relayMessage(
    customer.jid,
    { audioMessage: { ptt: true, seconds: 1 } },
    { messageId: 'VOICE-1' },
  );
  await expect.poll(() => client.statusOf(sent)).toBe(Status.PLAYED);
});

it('answers by itself when told so', async () => {
  customer.conduct.autoReply = (text) => `You said ${text}`;
  await client.sendText(customer.jid, 'hi');
  await expect
    .poll(() => client.messages.map(({ message }) => message?.conversation))
    .toContain('You said hi');
});

it('takes a message for a number that nobody has, which stays at one tick', async () => {
  const key = await client.sendText('5511000000000@s.whatsapp.net', 'anybody there?');
  await expect
    .poll(() => simulator.ledger.byId(key.id ?? ''))
    .toMatchObject([
      { to: '5511000000000@s.whatsapp.net', message: { extendedTextMessage: { text: 'anybody there?' } } },
    ]);
});
