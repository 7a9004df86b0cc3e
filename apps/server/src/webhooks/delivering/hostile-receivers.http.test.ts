import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { WebhookDeliveryDetail, WebhookDeliveryPage, Webhook as WebhookShown } from '@recado/contracts';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startWebhookReceiver, status, type AnswerRequest } from '../../../test/harness/webhook-receiver.ts';
import { createWebhookScene, type WebhookScene } from '../../../test/webhooks/webhook-scene.ts';

let scene: WebhookScene;

beforeAll(async () => {
  scene = await createWebhookScene('all');
});
afterAll(() => scene.close());
afterEach(() => scene.clear());

const sent = (count = 1) => Array.from({ length: count }, () => ({ type: 'message.sent' as const }));

/** The delivery of a webhook, once it has come to a state that it keeps. */
async function ended(id: string): Promise<WebhookDeliveryDetail> {
  let detail: WebhookDeliveryDetail | undefined;
  await expect
    .poll(
      async () => {
        const page = WebhookDeliveryPage.parse(
          (await scene.call('GET', `/webhooks/${id}/deliveries`)).json(),
        );
        const [delivery] = page.items;
        if (delivery === undefined || delivery.attempts === 0) return 'waiting';
        detail = WebhookDeliveryDetail.parse((await scene.call('GET', `/deliveries/${delivery.id}`)).json());
        return detail.state;
      },
      { timeout: 12_000, interval: 50 },
    )
    .toMatch(/delivered|failed|pending/);
  if (detail === undefined) throw new Error('There is no delivery');
  return detail;
}

const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, 'x');

const bomb = gzipSync(megabytes(50));

/** A byte of an endless answer at a time. */
const trickle: AnswerRequest = (response) => {
  response.writeHead(200);
  const timer = setInterval(() => response.write('.'), 100);
  response.on('close', () => {
    clearInterval(timer);
  });
};

it.each<
  [name: string, answer: AnswerRequest, expected: Record<string, unknown>, attempt: Record<string, unknown>]
>([
  [
    'a redirect',
    status(301, { location: 'http://169.254.169.254/' }),
    { state: 'failed' },
    { statusCode: 301, error: 'redirect_not_followed' },
  ],
  ['410', status(410), { state: 'pending' }, { statusCode: 410, error: 'http_410' }],
  [
    '429',
    status(429, { 'retry-after': '86400' }),
    { state: 'failed' },
    { statusCode: 429, error: 'http_429' },
  ],
  [
    'an answer of 10 MB',
    (response) => response.end(megabytes(10)),
    { state: 'delivered' },
    { statusCode: 200, error: null, responseBody: 'x'.repeat(4096) },
  ],
  [
    'a gzip bomb',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    { state: 'delivered' },
    { statusCode: 200, error: null, responseBody: null },
  ],
  ['an answer a byte at a time', trickle, { state: 'failed' }, { statusCode: 200, error: 'timeout' }],
  ['no answer', () => undefined, { state: 'failed' }, { statusCode: null, error: 'timeout' }],
  [
    'a connection that is reset',
    (response) => response.socket?.resetAndDestroy(),
    { state: 'failed' },
    { statusCode: null, error: 'connection_lost' },
  ],
])('%s has an end, a name, and takes its place in the log', async (_, answer, expected, attempt) => {
  const { receiver, webhook } = await scene.endpoint(answer, {
    timeoutMs: attempt['error'] === 'timeout' ? 1_000 : 15_000,
  });
  await scene.record(sent());
  const detail = await ended(webhook.id);
  expect(detail).toMatchObject({ ...expected, attempts: 1 });
  expect(detail.history).toMatchObject([attempt]);
  expect(receiver.received.length).toBe(1);
});

it('an endpoint that speaks no TLS where it should is told so', async () => {
  const plain = await startWebhookReceiver();
  const { webhook } = await scene.endpoint(status(204), { url: plain.url.replace('http:', 'https:') });
  await scene.record(sent());
  expect((await ended(webhook.id)).history).toMatchObject([{ statusCode: null, error: 'tls_failed' }]);
  await plain.close();
});

const shown = async (id: string) => WebhookShown.parse((await scene.call('GET', `/webhooks/${id}`)).json());
const countOf = async (id: string, state: string) =>
  WebhookDeliveryPage.parse(
    (await scene.call('GET', `/webhooks/${id}/deliveries?limit=100&state=${state}`)).json(),
  ).items.length;

it('ten failures in a row open the breaker: what waits is held, a failing probe costs it nothing, a good one lets it go', async () => {
  const { receiver, webhook } = await scene.endpoint(status(500));
  await scene.record(sent(30));
  await expect.poll(async () => (await shown(webhook.id)).pausedUntil, { timeout: 12_000 }).not.toBeNull();
  const failed = await countOf(webhook.id, 'failed');
  expect(failed).toBeGreaterThanOrEqual(10);
  expect(await countOf(webhook.id, 'pending')).toBe(30 - failed);

  const requests = receiver.received.length;
  const minutePasses = () =>
    scene.query('update webhooks set paused_until = now() where id = $1', [webhook.id]);
  await minutePasses();
  await receiver.waitFor(requests + 1);
  await expect
    .poll(async () => Date.parse((await shown(webhook.id)).pausedUntil ?? '') > Date.now())
    .toBe(true);
  expect(receiver.received.length).toBe(requests + 1);
  expect(await countOf(webhook.id, 'failed')).toBe(failed);
  const probed = await scene.query(
    `select d.attempt, d.free_attempts, a.is_probe from webhook_deliveries d join webhook_attempts a on a.delivery_id = d.id
     where d.webhook_id = $1 and d.state = 'pending'`,
    [webhook.id],
  );
  expect(probed).toEqual([{ attempt: 1, free_attempts: 1, is_probe: true }]);

  receiver.answerWith(status(204));
  await scene.query('update webhook_deliveries set run_at = now() where webhook_id = $1', [webhook.id]);
  await minutePasses();
  await expect.poll(() => countOf(webhook.id, 'delivered'), { timeout: 12_000 }).toBe(30 - failed);
  expect((await shown(webhook.id)).pausedUntil).toBeNull();
});

it('429 slows the endpoint down: the next request waits, and then they go one at a time', async () => {
  let underWay = 0;
  let most = 0;
  const { receiver, webhook } = await scene.endpoint((response, _, count) => {
    underWay += 1;
    most = count > 4 ? Math.max(most, underWay) : 0;
    setImmediate(() => {
      underWay -= 1;
      response.writeHead(count <= 4 ? 429 : 204).end();
    });
  });
  await scene.record(sent(4));
  await expect.poll(async () => (await shown(webhook.id)).pausedUntil, { timeout: 12_000 }).not.toBeNull();
  await scene.record(sent(3));
  await scene.query('update webhooks set paused_until = now() where id = $1', [webhook.id]);
  await receiver.waitFor(7);
  expect(most).toBe(1);
});

it('where order counts, a retry holds back its conversation and no other', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  const { receiver, webhook } = await scene.endpoint(
    (response, request, count) => {
      response.writeHead(count === 1 && request.body.includes(a) ? 500 : 204).end();
    },
    { ordered: true, retryConfig: { maxRetries: 3, retryDelay: 500 } },
  );
  await scene.record(
    [a, a, b, a, b].map((conversationId, place) => ({
      type: 'message.sent' as const,
      data: { message: { conversationId, attempt: place } },
    })),
  );
  const requests = await receiver.waitFor(6);
  const places = requests.map(({ body }) => /"attempt":(\d)/.exec(body)?.[1] ?? '');
  expect(places.filter((place) => '013'.includes(place))).toEqual(['0', '0', '1', '3']);
  expect(places.filter((place) => '24'.includes(place))).toEqual(['2', '4']);
  await expect.poll(() => countOf(webhook.id, 'delivered'), { timeout: 12_000 }).toBe(5);
});
