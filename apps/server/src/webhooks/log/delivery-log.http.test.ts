import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookReplay,
  WebhookStats,
  type EventType,
} from '@recado/contracts';
import { seedApiKey } from '../../../test/harness/seed.ts';
import { status, verified } from '../../../test/harness/webhook-receiver.ts';
import { createWebhookScene, type WebhookScene } from '../../../test/webhooks/webhook-scene.ts';

const LONG_AGO = '2020-01-01T00:00:00.000Z';

let scene: WebhookScene;

beforeAll(async () => {
  scene = await createWebhookScene('all');
});
afterAll(() => scene.close());
afterEach(() => scene.clear());

const record = (...types: EventType[]) => scene.record(types.map((type) => ({ type })));

const list = async (id: string, query = '') =>
  WebhookDeliveryPage.parse((await scene.call('GET', `/webhooks/${id}/deliveries?${query}`)).json()).items;

const show = async (id: string | undefined) =>
  WebhookDeliveryDetail.parse((await scene.call('GET', `/deliveries/${String(id)}`)).json());

const reaches = (id: string, state: string, count = 1) =>
  expect
    .poll(async () => (await list(id, `state=${state}`)).length, { timeout: 10_000, interval: 25 })
    .toBe(count);

describe('GET /webhooks/:id/deliveries', () => {
  it('200 filters by state, event, event type, time and status code', async () => {
    const { webhook } = await scene.endpoint((response, request) => {
      response.writeHead(request.body.includes('message.read') ? 503 : 200).end();
    });
    await record('message.sent', 'message.read');
    await reaches(webhook.id, 'failed');
    await reaches(webhook.id, 'delivered');
    const of = async (query: string) => (await list(webhook.id, query)).map(({ eventType }) => eventType);
    expect(await of('state=failed')).toEqual(['message.read']);
    expect(await of('eventType=message.sent')).toEqual(['message.sent']);
    expect(await of('statusCode=503')).toEqual(['message.read']);
    const [sent] = await list(webhook.id, 'eventType=message.sent');
    expect(await of(`eventId=${String(sent?.eventId)}`)).toEqual(['message.sent']);
    expect(await of('statusCode=200&state=failed')).toEqual([]);
    expect(await of(`to=${LONG_AGO}`)).toEqual([]);
    expect(await of(`from=${LONG_AGO}`)).toEqual(['message.read', 'message.sent']);
  });

  it('200 pages through one time without gap or repetition', async () => {
    const { webhook } = await scene.endpoint();
    await record('message.sent', 'message.read', 'message.failed', 'message.sent', 'message.read');
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const response = await scene.call('GET', `/webhooks/${webhook.id}/deliveries?limit=2${query}`);
      const page = WebhookDeliveryPage.parse(response.json());
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen.length).toBe(5);
  });

  it.each([['cursor=x'], ['statusCode=99'], ['eventType=message.seen'], ['from=yesterday']])(
    '400 for %s',
    async (query) => {
      const { webhook } = await scene.endpoint();
      expect((await scene.call('GET', `/webhooks/${webhook.id}/deliveries?${query}`)).statusCode).toBe(400);
    },
  );
});

describe('GET /deliveries/:id', () => {
  it('200 shows what is sent and every attempt, as the endpoint had it and as it answered', async () => {
    const { receiver, webhook } = await scene.endpoint(
      (response, _, count) => {
        response.writeHead(count === 1 ? 500 : 200, { 'x-answer': 'a' }).end(`answer ${String(count)}`);
      },
      { retryConfig: { maxRetries: 1, retryDelay: 100 }, headers: { 'x-key': 'secret' } },
    );
    await record('message.sent');
    await reaches(webhook.id, 'delivered');
    const [listed] = await list(webhook.id);
    const shown = await show(listed?.id);
    expect(shown).toMatchObject({ ...listed, attempts: 2 });
    expect(shown.body).toEqual(verified(webhook.secret, receiver.received[0]));
    expect(shown.history).toMatchObject([
      { attempt: 1, isProbe: false, statusCode: 500, error: 'http_500', responseBody: 'answer 1' },
      { attempt: 2, isProbe: false, statusCode: 200, error: null, responseBody: 'answer 2' },
    ]);
    for (const [place, attempt] of shown.history.entries()) {
      const { 'x-key': key, ...sent } = attempt.requestHeaders;
      expect(key).toBe('••••');
      expect(receiver.received[place]?.headers).toMatchObject(sent);
      expect(attempt.responseHeaders).toMatchObject({ 'x-answer': 'a' });
      expect(attempt.timings.firstByte).toBeLessThanOrEqual(attempt.timings.total);
    }
  });
});

describe('POST /deliveries/:id/retry', () => {
  it('202 delivers what was given up, with the same id, and with retries again', async () => {
    const { receiver, webhook } = await scene.endpoint(status(500), {
      retryConfig: { maxRetries: 1, retryDelay: 100 },
    });
    await record('message.sent');
    await reaches(webhook.id, 'failed');
    const [failed] = await list(webhook.id);
    receiver.answerWith((response, _, count) => {
      response.writeHead(count === 3 ? 500 : 204).end();
    });
    const response = await scene.call('POST', `/deliveries/${String(failed?.id)}/retry`);
    expect(response.statusCode).toBe(202);
    expect(response.json()).toMatchObject({ state: 'pending', attempts: 2, finishedAt: null });
    await reaches(webhook.id, 'delivered');
    const shown = await show(failed?.id);
    expect(shown.history.map(({ statusCode }) => statusCode)).toEqual([500, 500, 500, 204]);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([failed?.eventId]),
    );
    const rows = await scene.query(`select action, changes from audit_logs where resource_id = $1`, [
      webhook.id,
    ]);
    expect(rows).toContainEqual({
      action: 'webhook.delivery_retried',
      changes: { before: { state: 'failed' }, after: { deliveryId: failed?.id, state: 'pending' } },
    });
  });

  it('409 while a request is on its way', async () => {
    const { receiver, webhook } = await scene.endpoint(() => undefined);
    await record('message.sent');
    await receiver.waitFor(1);
    const [delivery] = await list(webhook.id);
    expect((await scene.call('POST', `/deliveries/${String(delivery?.id)}/retry`)).json()).toMatchObject({
      status: 409,
      code: 'conflict',
    });
  });
});

describe('POST /webhooks/:id/replay', () => {
  const replay = async (id: string, request: Record<string, unknown> = {}) => {
    const response = await scene.call('POST', `/webhooks/${id}/replay`, { from: LONG_AGO, ...request });
    expect(response.statusCode).toBe(202);
    return WebhookReplay.parse(response.json());
  };
  const progress = async ({ id, webhookId }: WebhookReplay) =>
    WebhookReplay.parse((await scene.call('GET', `/webhooks/${webhookId}/replays/${id}`)).json());
  const completes = async (begun: WebhookReplay) => {
    await expect
      .poll(async () => (await progress(begun)).state, { timeout: 10_000, interval: 25 })
      .toBe('completed');
    return progress(begun);
  };

  it('202 delivers to a webhook made later what happened before, in order, of the types it asks for', async () => {
    await record('message.sent', 'instance.connected', 'message.read', 'message.sent');
    const { receiver, webhook } = await scene.endpoint(status(204), { events: ['message.*'], ordered: true });
    const done = await completes(await replay(webhook.id));
    expect(done).toMatchObject({ total: 3, queued: 3, onlyFailed: false, types: null });
    expect(done.finishedAt).not.toBeNull();
    const requests = await receiver.waitFor(3);
    const types = requests.map((request) => verified(webhook.secret, request));
    expect(types).toHaveLength(3);
    await reaches(webhook.id, 'delivered', 3);
  });

  it('202 delivers again what was delivered, with the ids it had', async () => {
    const { receiver, webhook } = await scene.endpoint();
    await record('message.sent', 'message.read');
    await reaches(webhook.id, 'delivered', 2);
    expect(await completes(await replay(webhook.id, { types: ['message.read'] }))).toMatchObject({
      queued: 1,
    });
    const requests = await receiver.waitFor(3);
    const ids = requests.map(({ headers }) => headers['webhook-id']);
    expect(ids.slice(0, 2)).toContain(ids[2]);
  });

  it('202 with onlyFailed leaves out what was delivered', async () => {
    const { receiver, webhook } = await scene.endpoint((response, request) => {
      response.writeHead(request.body.includes('message.read') ? 500 : 204).end();
    });
    await record('message.sent', 'message.read');
    await reaches(webhook.id, 'failed');
    await reaches(webhook.id, 'delivered');
    receiver.answerWith(status(204));
    expect(await completes(await replay(webhook.id, { onlyFailed: true }))).toMatchObject({
      total: 1,
      queued: 1,
    });
    await reaches(webhook.id, 'delivered', 2);
    expect(receiver.received.length).toBe(3);
  });

  it('202 leaves out tests, and what is outside the time', async () => {
    const { webhook } = await scene.endpoint();
    await scene.call('POST', `/webhooks/${webhook.id}/test`);
    await record('message.sent');
    expect(await completes(await replay(webhook.id))).toMatchObject({ total: 1 });
    expect(await completes(await replay(webhook.id, { to: '2021-01-01T00:00:00.000Z' }))).toMatchObject({
      total: 0,
      queued: 0,
    });
  });

  it('202 takes many batches, each event once', async () => {
    await record(...Array.from({ length: 250 }, () => 'message.sent' as const));
    const { receiver, webhook } = await scene.endpoint();
    expect(await completes(await replay(webhook.id))).toMatchObject({ total: 250, queued: 250 });
    await receiver.waitFor(250);
    await reaches(webhook.id, 'pending', 0);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(250);
  });

  it('409 while another one runs, naming it, and for a webhook that is switched off', async () => {
    const { webhook } = await scene.endpoint();
    const rows = await scene.query(
      `insert into webhook_replays (id, tenant_id, webhook_id, from_time, to_time, run_at)
       values (gen_random_uuid(), $1, $2, now(), now(), now() + interval '1 hour') returning id`,
      [scene.tenant.tenantId, webhook.id],
    );
    const again = await scene.call('POST', `/webhooks/${webhook.id}/replay`, { from: LONG_AGO });
    expect(again.json()).toMatchObject({ status: 409, existingId: rows[0]?.['id'] });
    await scene.call('PUT', `/webhooks/${webhook.id}`, { url: webhook.url, events: ['*'], isActive: false });
    expect((await scene.call('POST', `/webhooks/${webhook.id}/replay`, { from: LONG_AGO })).statusCode).toBe(
      409,
    );
  });

  it('400 when it ends before it begins', async () => {
    const { webhook } = await scene.endpoint();
    const response = await scene.call('POST', `/webhooks/${webhook.id}/replay`, {
      from: '2026-01-01T00:00:00.000Z',
      to: LONG_AGO,
    });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ path: 'to' }] });
  });
});

it('GET /webhooks/:id/stats counts attempts by hour, without tests', async () => {
  const { webhook } = await scene.endpoint((response, request) => {
    response.writeHead(request.body.includes('message.read') ? 500 : 204).end();
  });
  await scene.call('POST', `/webhooks/${webhook.id}/test`);
  await record('message.sent', 'message.read', 'message.sent', 'message.sent');
  await reaches(webhook.id, 'pending', 0);
  await reaches(webhook.id, 'delivered', 4);
  const stats = WebhookStats.parse((await scene.call('GET', `/webhooks/${webhook.id}/stats?hours=2`)).json());
  expect(stats).toMatchObject({ attempts: 4, failures: 1, successRate: 0.75 });
  expect(stats.p99).toBeGreaterThanOrEqual(stats.p50 ?? 0);
  expect(stats.byHour.length).toBe(2);
  expect(stats.byHour.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(4);
});

describe('who may', () => {
  it('403 a viewer reads and starts nothing; 404 another tenant, and an API key of another instance', async () => {
    const { webhook } = await scene.endpoint();
    await record('message.sent');
    await reaches(webhook.id, 'delivered');
    const [delivery] = await list(webhook.id);
    const id = String(delivery?.id);
    const reads = [
      `/deliveries/${id}`,
      `/webhooks/${webhook.id}/deliveries`,
      `/webhooks/${webhook.id}/stats`,
      `/webhooks/${webhook.id}/replays/${id}`,
    ];
    const writes = [`/deliveries/${id}/retry`, `/webhooks/${webhook.id}/replay`];
    const { headers: key } = await seedApiKey(scene.test, scene.tenant.tenantId, {
      instanceIds: [scene.instanceId],
    });
    const statusesFor = async (headers: { authorization: string }) =>
      Promise.all([
        ...reads.map(async (url) => (await scene.call('GET', url, undefined, headers)).statusCode),
        ...writes.map(async (url) => (await scene.call('POST', url, { from: LONG_AGO }, headers)).statusCode),
      ]);
    expect(await statusesFor(scene.tenant.authorization('viewer'))).toEqual([200, 200, 200, 404, 403, 403]);
    expect(await statusesFor(scene.stranger.authorization('admin'))).toEqual([404, 404, 404, 404, 404, 404]);
    expect(await statusesFor(key)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});
