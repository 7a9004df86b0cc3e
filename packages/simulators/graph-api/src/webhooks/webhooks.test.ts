import { expect, test } from 'vitest';
import { ManualClock } from '../clock.ts';
import { CUSTOMER, startScene, text } from '../testing/scene.ts';
import { WebhookReceiver } from '../testing/webhook-receiver.ts';

async function otherReceiver(): Promise<WebhookReceiver> {
  return new WebhookReceiver().start();
}

test('a WABA override is verified by handshake and then gets the webhooks', async () => {
  const { simulator, receiver, account, number, call } = await startScene();
  const other = await otherReceiver();
  const answer = await call('POST', `${account.id}/subscribed_apps`, {
    override_callback_uri: other.url,
    verify_token: other.verifyToken,
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { success: true, data: [{ override_callback_uri: other.url }] },
  });
  expect(other.handshakes[0]?.get('hub.mode')).toBe('subscribe');
  simulator.customer(number.id, CUSTOMER).sendText('hi');
  await simulator.idle();
  expect([receiver.messages().length, other.messages().length]).toEqual([0, 1]);
  await other.stop();
});

test('a number override goes before that of the WABA', async () => {
  const { simulator, receiver, number, call } = await startScene();
  const other = await otherReceiver();
  const configuration = { override_callback_uri: other.url, verify_token: other.verifyToken };
  expect(await call('POST', number.id, { webhook_configuration: configuration })).toMatchObject({
    body: { success: true },
  });
  simulator.customer(number.id, CUSTOMER).sendText('hi');
  await simulator.idle();
  expect([receiver.messages().length, other.messages().length]).toEqual([0, 1]);
  await other.stop();
});

test.each([
  ['another token', { verify_token: 'wrong' }],
  ['an address nobody answers at', { override_callback_uri: 'http://127.0.0.1:1/webhook' }],
  ['an address that is none', { override_callback_uri: 'webhook' }],
])('a handshake with %s fails with 2200 and changes nothing', async (_name, wrong) => {
  const { receiver, account, call } = await startScene();
  const answer = await call('POST', `${account.id}/subscribed_apps`, {
    override_callback_uri: receiver.url,
    verify_token: receiver.verifyToken,
    ...wrong,
  });
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 2200 } } });
  expect((await call('GET', `${account.id}/subscribed_apps`)).body).not.toMatchObject({
    data: [{ override_callback_uri: receiver.url }],
  });
});

test('without a subscription no webhooks are sent', async () => {
  const { simulator, receiver, account, send, call } = await startScene();
  expect((await call('DELETE', `${account.id}/subscribed_apps`)).body).toEqual({ success: true });
  const wamid = await send(text('hello'));
  await simulator.idle();
  expect(receiver.posts).toEqual([]);
  expect(simulator.ledger.byWamid(wamid)?.events.map((event) => event.webhook)).toEqual([
    'NO_CALLBACK',
    'NO_CALLBACK',
    'NO_CALLBACK',
  ]);
  await call('POST', `${account.id}/subscribed_apps`, {});
  await send(text('hello'));
  await simulator.idle();
  expect(receiver.statuses()).toHaveLength(3);
});

test('the app sets its own callback with its own token', async () => {
  const { simulator, account } = await startScene();
  const other = await otherReceiver();
  const response = await fetch(`${simulator.url}/v25.0/${account.appId}/subscriptions`, {
    method: 'POST',
    body: new URLSearchParams({
      object: 'whatsapp_business_account',
      callback_url: other.url,
      verify_token: other.verifyToken,
      fields: 'messages',
      access_token: `${account.appId}|${account.appSecret}`,
    }),
  });
  expect([response.status, account.callback?.url]).toEqual([200, other.url]);
  await other.stop();
});

test('a webhook that is refused is sent again, the same bytes, until it is taken', async () => {
  const { simulator, receiver, account, number } = await startScene({
    behaviour: { webhookRetryDelaysMs: [0, 0] },
  });
  receiver.answers = [500, 404];
  simulator.customer(number.id, CUSTOMER).sendText('hi');
  await simulator.idle();
  expect(receiver.posts).toHaveLength(3);
  expect(new Set(receiver.posts.map((post) => post.raw)).size).toBe(1);
  expect(receiver.isSignedWith(account.appSecret)).toBe(true);
  expect(simulator.webhooks).toEqual({ delivered: 1, refused: 2, retried: 2 });
});

test('a webhook is given up after the last attempt', async () => {
  const { simulator, receiver, send } = await startScene({
    behaviour: { webhookRetryDelaysMs: [0], customersRead: false, webhookBatchWindowMs: 0 },
  });
  receiver.answers = Array.from({ length: 20 }, () => 503);
  const wamid = await send(text('hello'));
  await simulator.idle();
  expect(simulator.ledger.byWamid(wamid)?.events.map((event) => event.webhook)).toEqual(['FAILED', 'FAILED']);
});

test('updates that come close together share a POST, up to the largest size', async () => {
  const clock = new ManualClock();
  const { simulator, receiver, number } = await startScene({
    clock,
    behaviour: { webhookBatchWindowMs: 20, webhookBatchMax: 3 },
  });
  const customer = simulator.customer(number.id, CUSTOMER);
  for (const body of ['1', '2', '3', '4', '5']) customer.sendText(body);
  clock.advance(20);
  await simulator.idle();
  expect(receiver.posts.map(({ payload }) => payload.entry[0]?.changes[0]?.value.messages?.length)).toEqual([
    3, 2,
  ]);
  expect(receiver.messages().map((message) => message['text'])).toEqual(
    ['1', '2', '3', '4', '5'].map((body) => ({ body })),
  );
});

test('while the receiver is busy what comes up is gathered for the next POST', async () => {
  const { simulator, receiver, number } = await startScene();
  const customer = simulator.customer(number.id, CUSTOMER);
  const held: (() => void)[] = [];
  receiver.heldAnswers = held;
  customer.sendText('1');
  await expect.poll(() => held.length).toBe(1);
  for (const body of ['2', '3', '4']) customer.sendText(body);
  receiver.heldAnswers = undefined;
  held[0]?.();
  await simulator.idle();
  expect(receiver.posts.map(({ payload }) => payload.entry[0]?.changes[0]?.value.messages?.length)).toEqual([
    1, 3,
  ]);
});

test('before v24.0 statuses carry the conversation, from then on they do not', async () => {
  const { simulator, receiver, send } = await startScene({
    behaviour: { webhookVersion: 'v23.0', customersRead: false },
  });
  await send(text('old'));
  await simulator.idle();
  expect(receiver.statuses()).toMatchObject([
    { status: 'sent', conversation: { origin: { type: 'service' } }, pricing: { pricing_model: 'PMP' } },
    { status: 'delivered', conversation: { origin: { type: 'service' } }, pricing: { pricing_model: 'PMP' } },
  ]);
  simulator.configure({ webhookVersion: 'v25.0' });
  await send(text('new'));
  await simulator.idle();
  const [sent, delivered] = receiver.statuses().slice(2);
  expect([Object.keys(sent ?? {}), Object.keys(delivered ?? {})]).toEqual([
    ['id', 'status', 'timestamp', 'recipient_id'],
    ['id', 'status', 'timestamp', 'recipient_id', 'pricing'],
  ]);
});

test('any other field can be sent', async () => {
  const { simulator, receiver, account } = await startScene();
  simulator.sendWebhook(account.id, 'account_update', { event: 'ACCOUNT_RESTRICTION' });
  await simulator.idle();
  expect(receiver.changes('account_update')[0]?.value).toEqual({ event: 'ACCOUNT_RESTRICTION' });
});
