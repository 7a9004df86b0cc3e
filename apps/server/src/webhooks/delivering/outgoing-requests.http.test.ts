import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { status } from '../../../test/harness/webhook-receiver.ts';
import { createWebhookScene, type WebhookScene } from '../../../test/webhooks/webhook-scene.ts';

let scene: WebhookScene | undefined;

beforeEach(() => {
  scene = undefined;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await scene?.close();
});

const sent = (count: number) => Array.from({ length: count }, () => ({ type: 'message.sent' as const }));

it('a proxy of the environment gets no delivery, because it would resolve names past the address guard', async () => {
  let connections = 0;
  const proxy = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'])
    vi.stubEnv(name, `http://127.0.0.1:${String(address.port)}`);
  vi.stubEnv('NO_PROXY', '');
  vi.stubEnv('no_proxy', '');
  scene = await createWebhookScene('all');
  const { receiver } = await scene.endpoint();
  await scene.record(sent(3));
  await receiver.waitFor(3);
  expect(connections).toBe(0);
  proxy.close();
});

it('an endpoint with a rate limit gets its events no faster than that', async () => {
  const [count, perSecond] = [60, 20];
  scene = await createWebhookScene('all');
  const { receiver, webhook } = await scene.endpoint(status(204), { rateLimit: perSecond });
  await scene.record(sent(count));
  await receiver.waitFor(count);
  const written = async () =>
    await scene?.query(
      `select count(*)::int as count, extract(epoch from max(a.created_at) - min(a.created_at))::float8 as seconds
       from webhook_attempts a join webhook_deliveries d on d.id = a.delivery_id where d.webhook_id = $1`,
      [webhook.id],
    );
  await expect.poll(async () => (await written())?.[0]?.['count']).toBe(count);
  // In a second at most a fifth more than the limit; the four of the first moment may have been late.
  const most = 1.2 * perSecond + 4;
  expect((await written())?.[0]?.['seconds']).toBeGreaterThanOrEqual((count - most) / perSecond);
});
