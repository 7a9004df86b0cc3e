import { Conversation, ConversationPage, Message } from '@recado/contracts';
import type { Account } from '@recado/whatsapp-web-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebScene, type LinkedNumber, type WebScene } from '../../test/web/web-scene.ts';

const PATIENCE = { timeout: 15_000, interval: 50 };

let scene: WebScene;
let number: LinkedNumber;
let customer: Account;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber();
  customer = scene.newAccount({ name: 'Maria' });
}, 60_000);
afterAll(() => scene.close());

const list = async (query = '') =>
  ConversationPage.parse((await scene.call('GET', `/conversations?${query}`)).body).items;
const post = async (path: string, payload: object = {}) => {
  const answer = await scene.call('POST', `/conversations/${path}`, payload);
  expect(answer).toMatchObject({ status: 200 });
  return Conversation.parse(answer.body);
};

it('a number linked by QR code has conversations, and what its phone answers counts as a response', async () => {
  await customer.send(number.account.phone, 'oi');
  await expect.poll(async () => (await list('text=maria')).length, PATIENCE).toBe(1);
  const [before] = await list();
  expect(before).toMatchObject({
    instanceId: number.instanceId,
    contact: { name: 'Maria', phoneNumber: `+${customer.phone}`, recipient: `+${customer.phone}` },
    status: 'open',
    unreadCount: 1,
    windowClosesAt: null,
    firstResponseAt: null,
  });
  await number.account.send(customer.phone, 'do celular');
  await expect.poll(async () => (await list())[0]?.lastMessage?.preview, PATIENCE).toBe('do celular');
  const [after] = await list();
  expect(after).toMatchObject({ unreadCount: 0, lastMessage: { direction: 'outbound', status: 'sent' } });
  expect(after?.firstResponseSeconds).toBeGreaterThanOrEqual(0);
});

it('is closed, opened by what the customer writes, written in, and read with a receipt', async () => {
  const id = (await list())[0]?.id ?? '';
  expect(await post(`${id}/close`)).toMatchObject({ status: 'closed' });
  const { whatsappId } = await customer.send(number.account.phone, 'mais uma');
  await expect.poll(async () => (await list('status=open')).length, PATIENCE).toBe(1);
  expect(await post(`${id}/read`, { sendReceipt: true })).toMatchObject({ unreadCount: 0 });
  await expect
    .poll(() => customer.receiptsFor(whatsappId).map(({ type }) => type), PATIENCE)
    .toContain('read');
  const answer = await scene.call('POST', `/conversations/${id}/messages`, {
    message: { type: 'text', content: 'pronto' },
  });
  expect(answer).toMatchObject({ status: 202 });
  const message = Message.parse(answer.body);
  expect(await scene.arrived(customer, message)).toMatchObject({
    message: { extendedTextMessage: { text: 'pronto' } },
  });
});

it('a group is a conversation too', async () => {
  const group = customer.createGroup({ subject: 'Equipe', members: [number.account.phone] });
  await customer.send(group.id, 'oi, grupo');
  await expect
    .poll(async () => (await list()).find(({ isGroup }) => isGroup), PATIENCE)
    .toMatchObject({
      contact: { phoneNumber: null, recipient: group.id },
      lastMessage: { preview: 'oi, grupo' },
    });
});
