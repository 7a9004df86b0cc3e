import { expect, test } from 'vitest';
import { splitWebhook } from './split-webhook.ts';
import {
  inboundMessage,
  messagesChange,
  messageStatus,
  OUR_NUMBER,
  SHEENA,
  webhookBody,
} from './webhook-bodies.ts';

const split = (body: Buffer) => splitWebhook(body, OUR_NUMBER);
const text = (id: string, from = '16505551234') =>
  inboundMessage({ id, from, type: 'text', text: { body: id } });

test('several entries, changes, messages and statuses become one update each, in their order', () => {
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          messagesChange({ messages: [text('a'), text('b')], contacts: [SHEENA] }),
          messagesChange({ statuses: [messageStatus({})] }),
        ],
      },
      {
        id: '2',
        changes: [messagesChange({ messages: [text('c')], statuses: [messageStatus({ status: 'read' })] })],
      },
    ],
  };
  const updates = split(Buffer.from(JSON.stringify(body)));
  expect(updates.map(({ kind, eventKey }) => [kind, eventKey])).toEqual([
    ['message', 'message:a'],
    ['message', 'message:b'],
    ['status', 'status:wamid.OUT:sent:1750030073'],
    ['message', 'message:c'],
    ['status', 'status:wamid.OUT:read:1750030073'],
  ]);
});

test('each update carries the contact of its own sender', () => {
  const bob = { profile: { name: 'Bob' }, wa_id: '15551112222' };
  const ana = { profile: { name: 'Ana', username: '@ana' }, wa_id: '', user_id: 'user.1' };
  const fromAna = { ...text('c', ''), from_user_id: 'user.1' };
  const updates = split(
    webhookBody(
      messagesChange({
        messages: [text('a'), text('b', '15551112222'), fromAna, text('d', '000')],
        contacts: [bob, SHEENA, ana],
      }),
    ),
  );
  expect(updates.map(({ payload }) => payload['contact'])).toEqual([SHEENA, bob, ana, undefined]);
});

test('statuses of one message to a group differ by participant', () => {
  const statuses = ['1', '2'].map((participant) =>
    messageStatus({ recipient_type: 'group', recipient_participant_id: participant }),
  );
  const keys = split(webhookBody(messagesChange({ statuses }))).map(({ eventKey }) => eventKey);
  expect(new Set(keys).size).toBe(2);
});

test('updates of another number are marked as foreign, with the keys they would have had', () => {
  const updates = split(
    webhookBody(
      messagesChange({ messages: [text('a')], phoneNumberId: '999' }),
      messagesChange({ messages: [text('b')] }),
    ),
  );
  expect(updates.map(({ kind, eventKey }) => [kind, eventKey])).toEqual([
    ['foreign', 'message:a'],
    ['message', 'message:b'],
  ]);
});

test('other fields and errors of the account are notices; the same told twice has the same key, told later another', () => {
  const change = {
    field: 'message_template_status_update',
    value: { event: 'APPROVED', message_template_name: 'hi' },
  };
  const at = (time: number) => Buffer.from(JSON.stringify({ entry: [{ id: '1', time, changes: [change] }] }));
  const [first] = split(at(1));
  expect(first).toMatchObject({
    kind: 'notice',
    payload: { update: 'change', field: change.field, time: 1, value: change.value },
  });
  expect(split(at(1))[0]?.eventKey).toBe(first?.eventKey);
  expect(split(at(2))[0]?.eventKey).not.toBe(first?.eventKey);
  const account = split(webhookBody(messagesChange({ errors: [{ code: 130429, title: 'Rate limit hit' }] })));
  expect(account).toMatchObject([
    { kind: 'notice', payload: { field: 'messages', value: { errors: [{ code: 130429 }] } } },
  ]);
});

test.each([
  ['no JSON', '{"entry": [', 'text'],
  ['not a webhook', '{"hello": 1}', 'text'],
  ['a change without a value', '{"entry":[{"id":"1","changes":[{"field":"messages"}]}]}', 'text'],
  ['an empty body', '', 'text'],
])('%s is kept as one unreadable update', (_, body, field) => {
  const updates = split(Buffer.from(body));
  expect(updates).toMatchObject([{ kind: 'unreadable', payload: { [field]: body } }]);
  expect(updates[0]?.eventKey).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('a message without an id, or with one that no index takes, is known by its content', () => {
  const messages = [{ type: 'text' }, text('x'.repeat(1_000)), text('with\0nul'), text('')];
  for (const { kind, eventKey } of split(webhookBody(messagesChange({ messages })))) {
    expect(kind).toBe('message');
    expect(eventKey).toMatch(/^sha256:/);
  }
});

test('a thousand updates with a thousand contacts are split in a moment', () => {
  const messages = Array.from({ length: 1_000 }, (_, n) =>
    text(`wamid.${String(n)}`, String(15_550_000_000 + n)),
  );
  const contacts = messages.map(({ from }) => ({ wa_id: from, profile: { name: 'N' } }));
  const body = webhookBody(messagesChange({ messages, contacts }));
  const startedAt = performance.now();
  const updates = split(body);
  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(updates).toHaveLength(1_000);
  expect(updates[999]?.payload['contact']).toEqual({ wa_id: '15550000999', profile: { name: 'N' } });
});
