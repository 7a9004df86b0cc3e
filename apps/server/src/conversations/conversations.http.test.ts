import { randomUUID } from 'node:crypto';
import {
  Conversation,
  ConversationMessagePage,
  ConversationPage,
  EventEnvelope,
  Message,
} from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMessagingScene, type MessagingScene } from '../../test/harness/messaging-scene.ts';
import { ownerQuery } from '../../test/harness/seed.ts';

let scene: MessagingScene;
beforeAll(async () => {
  scene = await createMessagingScene();
});
afterAll(() => scene.cloud.close());

const sql = (text: string, values: unknown[] = []) => ownerQuery(scene.cloud.database, text, values);

async function list(query: Record<string, string>): Promise<Conversation[]> {
  const search = new URLSearchParams(query).toString();
  const answer = await scene.call('GET', `/conversations?${search}`, { role: 'viewer' });
  return ConversationPage.parse(answer.body).items;
}

/** The conversation with a number. */
async function withNumber(recipient: string): Promise<Conversation> {
  const [found, ...others] = await list({ text: recipient });
  expect(others).toEqual([]);
  return Conversation.parse(found);
}

const get = async (id: string) => Conversation.parse((await scene.call('GET', `/conversations/${id}`)).body);
const act = async (id: string, what: string, payload: object = {}) => {
  const answer = await scene.call('POST', `/conversations/${id}/${what}`, { payload });
  expect(answer).toMatchObject({ status: 200 });
  return Conversation.parse(answer.body);
};
const write = (id: string, payload: object, headers: Record<string, string> = {}) =>
  scene.call('POST', `/conversations/${id}/messages`, { payload, headers });

/** The types of a conversation's own events, in their order. */
async function eventsOf(id: string): Promise<string[]> {
  const rows = await sql(`select type from events where data #>> '{conversation,id}' = $1 order by seq`, [
    id,
  ]);
  return rows.map(({ type }) => String(type));
}

const olá = { message: { type: 'text', content: 'olá' } };

describe('what a customer writes', () => {
  it('opens a conversation and counts as unread', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    const conversation = await withNumber(recipient);
    expect(conversation).toMatchObject({
      instanceId: scene.instanceId,
      contact: { phoneNumber: recipient, recipient, labels: [], isBlocked: false },
      status: 'open',
      assignee: null,
      unreadCount: 1,
      lastMessage: { type: 'text', preview: 'oi', direction: 'inbound', status: 'delivered' },
      firstResponseAt: null,
      firstResponseSeconds: null,
      isGroup: false,
    });
    const { lastInboundAt, windowClosesAt, openedAt } = conversation;
    expect(Date.parse(windowClosesAt ?? '') - Date.parse(lastInboundAt ?? '')).toBe(24 * 60 * 60 * 1_000);
    expect(openedAt).toBe(lastInboundAt);
    telephone.sendText('tem alguém?');
    await expect.poll(async () => (await get(conversation.id)).unreadCount).toBe(2);
    expect(await get(conversation.id)).toMatchObject({ lastMessage: { preview: 'tem alguém?' }, openedAt });
    expect(await eventsOf(conversation.id)).toEqual(['conversation.opened']);
  });

  it('names a contact that has no name by the profile, and leaves the name that the team gave', async () => {
    const { recipient } = scene.newCustomer();
    const telephone = scene.cloud.simulator.customer(scene.cloud.number.id, {
      waId: recipient.slice(1),
      name: 'Ana no WhatsApp',
    });
    const payload = { instanceId: scene.instanceId, recipient };
    const { id, contact } = Conversation.parse(
      (await scene.call('POST', '/conversations', { payload })).body,
    );
    expect(contact.name).toBeNull();
    telephone.sendText('oi');
    await expect.poll(async () => (await get(id)).contact.name).toBe('Ana no WhatsApp');
    await sql(`update contacts set name = 'Ana Souza' where id = $1`, [contact.id]);
    telephone.sendText('tem alguém?');
    await expect.poll(async () => (await get(id)).unreadCount).toBe(2);
    expect((await get(id)).contact.name).toBe('Ana Souza');
  });

  it('opens a closed conversation again, as if it were new', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    const { id } = await withNumber(recipient);
    await write(id, olá);
    const closed = await act(id, 'close');
    expect(closed).toMatchObject({ status: 'closed', unreadCount: 0, assignee: null });
    expect(closed.resolutionSeconds).toBeGreaterThanOrEqual(closed.firstResponseSeconds ?? Infinity);
    telephone.sendText('mais uma coisa');
    await expect.poll(async () => (await get(id)).status).toBe('open');
    expect(await get(id)).toMatchObject({ unreadCount: 1, closedAt: null, firstResponseAt: null });
    expect(await eventsOf(id)).toEqual([
      'conversation.opened',
      'conversation.closed',
      'conversation.reopened',
    ]);
  });

  it('opens nothing and counts nowhere when the contact is blocked', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    const { id, contact } = await withNumber(recipient);
    await act(id, 'close');
    await sql('update contacts set is_blocked = true where id = $1', [contact.id]);
    telephone.sendText('me responde');
    await expect.poll(async () => (await scene.history({ contact: recipient })).length).toBe(2);
    expect(await get(id)).toMatchObject({ status: 'closed', unreadCount: 0, contact: { isBlocked: true } });
    expect(await eventsOf(id)).toEqual(['conversation.opened', 'conversation.closed']);
    expect(
      await scene.call('POST', '/conversations', { payload: { instanceId: scene.instanceId, recipient } }),
    ).toMatchObject({ status: 422, body: { code: 'contact_blocked' } });
  });
});

describe('POST /conversations/:id/messages', () => {
  it('202 sends to the contact, marks the conversation as read, and is the first response', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    const before = await withNumber(recipient);
    const answer = await write(before.id, olá);
    expect(answer).toMatchObject({ status: 202 });
    const message = Message.parse(answer.body);
    expect(message).toMatchObject({ recipient, conversationId: before.id, status: 'pending' });
    const after = await get(before.id);
    expect(after).toMatchObject({
      unreadCount: 0,
      lastMessage: { id: message.id, direction: 'outbound', preview: 'olá' },
      lastMessageAt: message.createdAt,
      firstResponseAt: message.createdAt,
    });
    expect(after.firstResponseSeconds).toBeGreaterThanOrEqual(0);
    await scene.reaches(message.id, 'read');
    expect(telephone.received()).toHaveLength(1);
    await write(before.id, olá);
    expect(await get(before.id)).toMatchObject({ firstResponseAt: message.createdAt });
  });

  it('the same Idempotency-Key sends once; for another conversation it is refused', async () => {
    const [one, other] = [await scene.writingCustomer(), await scene.writingCustomer()];
    const { id } = await withNumber(one.recipient);
    const key = { 'idempotency-key': randomUUID() };
    const [first, again] = [await write(id, olá, key), await write(id, olá, key)];
    expect(again).toMatchObject({
      status: 202,
      body: first.body,
      headers: { 'idempotent-replayed': 'true' },
    });
    expect(await scene.history({ contact: one.recipient, direction: 'outbound' })).toHaveLength(1);
    expect(await write((await withNumber(other.recipient)).id, olá, key)).toMatchObject({
      body: { code: 'idempotency_mismatch' },
    });
  });

  it('422 tells of a closed window, and 400 of a body that names the recipient', async () => {
    const { recipient } = await scene.writingCustomer();
    const { id } = await withNumber(recipient);
    expect(await write(id, { ...olá, recipient })).toMatchObject({ body: { code: 'invalid_request' } });
    await sql(`update conversations set last_inbound_at = now() - interval '25 hours' where id = $1`, [id]);
    expect(await write(id, olá)).toMatchObject({ status: 422, body: { code: 'window_closed' } });
    expect((await get(id)).unreadCount).toBe(1);
  });
});

it('GET /conversations/:id/messages pages newest first, over both directions', async () => {
  const { recipient } = await scene.writingCustomer();
  const { id } = await withNumber(recipient);
  const ids = [(await scene.history({ contact: recipient }))[0]?.id];
  for (let place = 0; place < 4; place += 1) ids.push(Message.parse((await write(id, olá)).body).id);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = ConversationMessagePage.parse(
      (await scene.call('GET', `/conversations/${id}/messages?limit=2${cursor}`, { role: 'viewer' })).body,
    );
    seen.push(...page.items.map((message) => message.id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(ids.toReversed());
});

describe('GET /conversations/:id/messages beside a message', () => {
  const page = async (id: string, query: string) =>
    ConversationMessagePage.parse(
      (await scene.call('GET', `/conversations/${id}/messages?${query}`, { role: 'viewer' })).body,
    );

  /** A conversation of seven messages, the oldest first. */
  async function sevenMessages(): Promise<{ id: string; ids: string[] }> {
    const { recipient } = await scene.writingCustomer();
    const { id } = await withNumber(recipient);
    for (let place = 0; place < 6; place += 1) await write(id, olá);
    const { items } = await page(id, 'limit=7');
    return { id, ids: items.map((message) => message.id).toReversed() };
  }

  it.each([
    ['the newest', '', [4, 7], true, false],
    ['before', 'before=3', [0, 3], false, true],
    ['after', 'after=1', [2, 5], true, true],
    ['after, up to the end', 'after=4', [5, 7], true, false],
    ['around', 'around=3', [2, 5], true, true],
    ['around the oldest', 'around=0', [0, 2], false, true],
    ['around the newest', 'around=6', [5, 7], true, false],
  ] as const)('200 %s', async (_, query, [from, to], hasOlder, hasNewer) => {
    const { id, ids } = await sevenMessages();
    const place = Number(query.split('=')[1]);
    const asked = query === '' ? '' : `&${query.split('=')[0] ?? ''}=${ids[place] ?? ''}`;
    const answer = await page(id, `limit=3${asked}`);
    expect(answer.items.map((message) => message.id)).toEqual(ids.slice(from, to).toReversed());
    expect([answer.nextCursor !== null, answer.hasNewer]).toEqual([hasOlder, hasNewer]);
  });

  it('404 for a message of another conversation, 400 for two places at once', async () => {
    const [one, other] = [await sevenMessages(), await sevenMessages()];
    const ask = (query: string) => scene.call('GET', `/conversations/${one.id}/messages?${query}`);
    const strange = other.ids[0] ?? '';
    for (const beside of ['before', 'after', 'around'])
      expect(await ask(`${beside}=${strange}`)).toMatchObject({ body: { code: 'not_found' } });
    const own = one.ids[0] ?? '';
    expect(await ask(`before=${own}&after=${own}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });
});

describe('POST /conversations/:id/read', () => {
  it('200 forgets what was unread, and tells the customer only when asked to', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    const { id } = await withNumber(recipient);
    expect(await scene.call('POST', `/conversations/${id}/read`)).toMatchObject({ body: { unreadCount: 0 } });
    const isRead = () => telephone.sent().map((sent) => sent.isReadByBusiness);
    expect(isRead()).toEqual([false]);
    await act(id, 'read', { sendReceipt: true });
    expect(isRead()).toEqual([true]);
  });
});

describe('POST /conversations', () => {
  it('200 finds or opens the one with a number, and changes nothing when asked again', async () => {
    const { recipient } = scene.newCustomer();
    const start = () =>
      scene.call('POST', '/conversations', { payload: { instanceId: scene.instanceId, recipient } });
    const first = Conversation.parse((await start()).body);
    expect(first).toMatchObject({
      contact: { phoneNumber: recipient },
      status: 'open',
      lastMessage: null,
      windowClosesAt: null,
    });
    expect(Conversation.parse((await start()).body)).toEqual(first);
    expect(await eventsOf(first.id)).toEqual(['conversation.opened']);
    const byContact = await scene.call('POST', '/conversations', {
      payload: { instanceId: scene.instanceId, contactId: first.contact.id },
    });
    expect(Conversation.parse(byContact.body)).toEqual(first);
    const [audit] = await sql('select action from audit_logs where resource_id = $1', [first.id]);
    expect(audit).toEqual({ action: 'conversation.started' });
  });

  it.each<[string, object, string]>([
    ['neither recipient nor contact', {}, 'invalid_request'],
    ['both', { recipient: '+5511999999999', contactId: randomUUID() }, 'invalid_request'],
    ['an instance of nobody', { instanceId: randomUUID(), recipient: '+5511999999999' }, 'not_found'],
    ['a contact of nobody', { contactId: randomUUID() }, 'not_found'],
    ['what is no number', { recipient: '12' }, 'recipient_invalid'],
    ['a group, over the Cloud API', { recipient: '120363041234567890@g.us' }, 'not_supported_by_channel'],
  ])('refuses %s', async (_, changes, code) => {
    const payload = { instanceId: scene.instanceId, ...changes };
    expect(await scene.call('POST', '/conversations', { payload })).toMatchObject({ body: { code } });
  });
});

it('events are thin, and that of closing says how long it took', async () => {
  const { recipient } = await scene.writingCustomer();
  const { id, contact } = await withNumber(recipient);
  await write(id, olá);
  const closed = await act(id, 'close');
  const [event] = await sql(
    `select data from events where type = 'conversation.closed' and data #>> '{conversation,id}' = $1`,
    [id],
  );
  const data = EventEnvelope.shape.data.parse(event?.['data']);
  expect(data).toMatchObject({
    conversation: {
      id,
      instanceId: scene.instanceId,
      contactId: contact.id,
      status: 'closed',
      agentId: null,
    },
    lastAgentId: null,
  });
  expect(data['firstResponseSeconds']).toBeCloseTo(closed.firstResponseSeconds ?? -1, 1);
  expect(data['resolutionSeconds']).toBeCloseTo(closed.resolutionSeconds ?? -1, 1);
});
