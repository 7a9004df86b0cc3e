import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { startWhatsappWebSimulator } from '../start-simulator.ts';
import { closeClients, LinkedClient, newAccount } from '../testing/linked-client.ts';
import { quietLibsignal } from '../testing/quiet-libsignal.ts';
import { trustMediaServer } from '../testing/trust-media.ts';

let simulator: WhatsappWebSimulator;
let shop: SimulatedAccount;
let customer: SimulatedAccount;
let client: LinkedClient;

beforeAll(async () => {
  quietLibsignal();
  simulator = await startWhatsappWebSimulator();
  trustMediaServer(simulator);
});
afterAll(async () => {
  await closeClients();
  await simulator.close();
});
beforeEach(async () => {
  shop = newAccount(simulator, 'Loja');
  customer = newAccount(simulator, 'Ana');
  customer.conduct.reads = 'never';
  client = await LinkedClient.link(simulator, shop.phone);
});

const chat = () => customer.chatWith(shop.phone);

it('shows both sides with how far each message came', async () => {
  const key = await client.sendText(customer.jid, 'Hello');
  await expect.poll(chat).toMatchObject([{ id: key.id, isMine: false, text: 'Hello', state: 'delivered' }]);
  const { whatsappId } = await customer.send(shop.phone, { type: 'text', text: 'Hi', replyTo: key.id ?? '' });
  await expect
    .poll(chat)
    .toMatchObject([{}, { id: whatsappId, isMine: true, type: 'text', text: 'Hi', replyTo: key.id }]);
  customer.readChat(shop.phone);
  expect(chat()[0]).toMatchObject({ state: 'read' });
  await expect.poll(() => client.heard(whatsappId)).toHaveLength(1);
  await client.socket.readMessages(client.heard(whatsappId).map((heard) => heard.key));
  await expect.poll(() => chat()[1]?.state).toBe('read');
});

it('hangs reactions, edits and deletions on their message', async () => {
  const [first, second] = [
    await client.sendText(customer.jid, 'One'),
    await client.sendText(customer.jid, 'Two'),
  ];
  await expect.poll(chat).toHaveLength(2);
  await customer.send(shop.phone, { type: 'reaction', about: first.id ?? '', emoji: '🎉' });
  await client.socket.sendMessage(customer.jid, { react: { key: first, text: '👀' } });
  await client.socket.sendMessage(customer.jid, { text: 'Uno', edit: first });
  await client.socket.sendMessage(customer.jid, { delete: second });
  await expect.poll(chat).toMatchObject([
    {
      text: 'Uno',
      isEdited: true,
      reactions: [
        { isMine: false, emoji: '👀' },
        { isMine: true, emoji: '🎉' },
      ],
    },
    { type: 'deleted', reactions: [] },
  ]);
});

it('shows polls with their options, files with their bytes, and what places and cards say', async () => {
  await client.socket.sendMessage(customer.jid, {
    poll: { name: 'When?', values: ['Now', 'Later'], selectableCount: 1 },
  });
  await expect.poll(chat).toHaveLength(1);
  await customer.send(shop.phone, {
    type: 'image',
    file: { bytes: Buffer.from('picture'), mimeType: 'image/png', caption: 'Look' },
  });
  await customer.send(shop.phone, { type: 'location', latitude: -23.5, longitude: -46.6 });
  await customer.send(shop.phone, { type: 'contacts', contacts: [{ name: 'Bia', phoneNumber: '+5511' }] });
  await expect.poll(chat).toMatchObject([
    { type: 'poll', text: 'When?', options: ['Now', 'Later'], mostOptions: 1 },
    { type: 'image', text: 'Look', file: { mimeType: 'image/png' } },
    { type: 'location', text: '-23.5, -46.6' },
    { type: 'contacts', text: 'Bia · +5511' },
  ]);
  expect((await customer.fileIn(chat()[1]?.id ?? ''))?.toString()).toBe('picture');
});

it('can acknowledge a message late', async () => {
  simulator.faults.add({ match: { account: shop.phone }, fault: { kind: 'lateAck', ms: 300 } });
  const key = await client.sendText(customer.jid, 'Slow');
  await expect.poll(chat).toHaveLength(1);
  expect(simulator.faults.list()).toEqual([]);
  await simulator.idle();
  expect(client.statusOf(key.id)).toBeGreaterThanOrEqual(2);
});
