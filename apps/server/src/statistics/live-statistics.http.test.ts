import { randomUUID } from 'node:crypto';
import { Delivery, InstanceId, Traffic, WebhookSuccess, type TenantId } from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerQuery, seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { Retention } from '../platform/database/retention.ts';
import { CompactStatistics } from './compact-statistics.ts';

let test: TestApp;
let tenant: SeededTenant;
let stranger: SeededTenant;
let sales: InstanceId;
let support: InstanceId;

const run = (text: string, values: unknown[] = []) => ownerQuery(test.database, text, values);

/** A number with one conversation. */
async function seedNumber(tenantId: TenantId): Promise<{ id: InstanceId; conversation: string }> {
  const [id, contact, conversation] = [InstanceId.parse(randomUUID()), randomUUID(), randomUUID()];
  await run(
    `insert into instances (id, tenant_id, name, phone_number, channel, status)
     select id, $1, 'n', '+' || right(id::text, 12), 'cloud', 'connected' from (select $2::uuid as id) number`,
    [tenantId, id],
  );
  await run('insert into contacts (id, tenant_id) values ($2, $1)', [tenantId, contact]);
  await run('insert into conversations (id, tenant_id, instance_id, contact_id) values ($3, $1, $2, $4)', [
    tenantId,
    id,
    conversation,
    contact,
  ]);
  return { id, conversation };
}

interface Sent {
  status: string;
  direction?: 'inbound' | 'outbound';
  /** Minutes before now at which it was accepted, and milliseconds after that at which WhatsApp had it. */
  minutesAgo?: number;
  tookMs?: number;
  isScheduled?: boolean;
  runIn?: string;
}

async function seedMessage(tenantId: TenantId, number: { id: string; conversation: string }, sent: Sent) {
  const { status, direction = 'outbound', minutesAgo = 5, tookMs, isScheduled = false, runIn = '0' } = sent;
  await run(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content,
       created_at, processed_at, is_scheduled, run_at)
     select gen_random_uuid(), $1, $2, $3, 'r', 's', $4, $5, '{"type": "text", "content": "oi"}',
       at, at + $7 * interval '1 millisecond', $8, now() + $9::interval
     from (select now() - $6 * interval '1 minute' as at) accepted`,
    [
      tenantId,
      number.id,
      number.conversation,
      direction,
      status,
      minutesAgo,
      tookMs ?? null,
      isScheduled,
      runIn,
    ],
  );
}

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  [tenant, stranger] = [await seedTenant(test), await seedTenant(test)];
  const [first, second] = [await seedNumber(tenant.tenantId), await seedNumber(tenant.tenantId)];
  [sales, support] = [first.id, second.id];
  for (const message of [
    { status: 'read', tookMs: 100 },
    { status: 'delivered', tookMs: 200 },
    { status: 'sent', tookMs: 900 },
    { status: 'sent', tookMs: 600_000, isScheduled: true },
    { status: 'failed' },
    // It was on its way when the phone refused it.
    { status: 'failed', tookMs: 300 },
    { status: 'in_doubt' },
    { status: 'cancelled' },
    { status: 'pending', runIn: '-90 seconds' },
    { status: 'pending', runIn: '1 hour', isScheduled: true },
    { status: 'read', tookMs: 5, minutesAgo: 90 },
    { status: 'delivered', direction: 'inbound' },
  ] satisfies Sent[])
    await seedMessage(tenant.tenantId, first, message);
  await seedMessage(tenant.tenantId, second, { status: 'sent', tookMs: 400 });
  await seedMessage(stranger.tenantId, await seedNumber(stranger.tenantId), { status: 'sent', tookMs: 1 });
});
afterAll(() => test.close());

const get = async (
  route: string,
  query: Record<string, string> = {},
  headers = tenant.authorization('viewer'),
) => {
  const response = await test.app.inject({ method: 'GET', url: `/statistics/${route}`, query, headers });
  return { status: response.statusCode, body: response.json<unknown>() };
};

describe('delivery', () => {
  const delivery = async (query?: Record<string, string>) =>
    Delivery.parse((await get('delivery', query)).body);

  it('tells how far the messages of the hour got, each in every stage it reached', async () => {
    const { funnel, isCapped } = await delivery();
    expect(funnel).toEqual({
      accepted: 11,
      waiting: 2,
      inDoubt: 1,
      sent: 6,
      delivered: 2,
      read: 1,
      failed: 2,
      dropped: 1,
    });
    expect(isCapped).toBe(false);
  });

  it('tells how soon they were sent, and leaves out those that were to wait', async () => {
    expect((await delivery()).latency).toEqual({ count: 5, scheduled: 1, p50Ms: 300, p99Ms: 900 });
    expect((await delivery({ hours: '2' })).latency).toMatchObject({ count: 6, p50Ms: 200 });
  });

  it('tells what waits now and since when', async () => {
    const { queue } = await delivery();
    expect(queue).toMatchObject({ due: 1, scheduled: 1, held: 1, isCapped: false });
    const waitedMs = Date.now() - Date.parse(queue.oldestDueAt ?? '');
    expect(waitedMs).toBeGreaterThanOrEqual(90_000);
    expect(waitedMs).toBeLessThan(180_000);
  });

  it('of one number only what is its own', async () => {
    expect(await delivery({ instanceId: support })).toMatchObject({
      funnel: { accepted: 1, sent: 1 },
      latency: { count: 1, p50Ms: 400, p99Ms: 400 },
      queue: { due: 0, oldestDueAt: null, held: 0 },
    });
  });

  it('reads a bounded number of messages, and says so', async () => {
    const number = await seedNumber(stranger.tenantId);
    await run(
      `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, processed_at)
       select gen_random_uuid(), $1, $2, $3, 'r', 's', 'outbound', 'sent', '{"type": "text"}', now()
       from generate_series(1, 20001)`,
      [stranger.tenantId, number.id, number.conversation],
    );
    const answer = await get('delivery', { instanceId: number.id }, stranger.authorization('viewer'));
    expect(answer.body).toMatchObject({ isCapped: true, funnel: { accepted: 20_000 } });
  });
});

describe.each(['before', 'after'])('traffic %s it is added up', (when) => {
  beforeAll(async () => {
    if (when === 'after') await test.app.get(CompactStatistics).runOnce();
  });
  const traffic = async (query?: Record<string, string>) => Traffic.parse((await get('traffic', query)).body);

  it('has every minute of the last hour, also those without a message', async () => {
    const { items, step } = await traffic();
    expect([step, items.length]).toEqual(['minute', 60]);
    expect(items.reduce((sum, { outbound }) => sum + outbound, 0)).toBe(11);
    const busy = items.filter(({ inbound, outbound }) => inbound + outbound > 0);
    expect(busy).toMatchObject([{ inbound: 1, outbound: 11 }]);
    const agoMs = Date.now() - Date.parse(busy[0]?.at ?? '');
    expect(agoMs).toBeGreaterThanOrEqual(5 * 60_000);
    expect(agoMs).toBeLessThan(8 * 60_000);
  });

  it('has hours too, and one number alone', async () => {
    const hours = await traffic({ step: 'hour', points: '24' });
    expect(hours.items).toHaveLength(24);
    expect(hours.items.reduce((sum, { outbound }) => sum + outbound, 0)).toBe(12);
    const own = await traffic({ instanceId: support });
    expect(own.items.reduce((sum, { inbound, outbound }) => sum + inbound + outbound, 0)).toBe(1);
  });
});

it('minutes older than a day are deleted, hours stay', async () => {
  const number = await seedNumber(tenant.tenantId);
  await run(
    `insert into statistics_minutes (tenant_id, at, instance_id, inbound, outbound)
     select $1, now() - make_interval(hours => age), $2, 1, 1 from unnest(array[1, 24, 26, 30]) age`,
    [tenant.tenantId, number.id],
  );
  await test.app.get(Retention).runOnce();
  const left = await run('select at from statistics_minutes where instance_id = $1', [number.id]);
  expect(left).toHaveLength(2);
});

describe('webhooks', () => {
  const seedWebhook = async (
    url: string,
    isActive: boolean,
    hours: [ago: number, attempts: number, failures: number][],
  ) => {
    const id = randomUUID();
    await run(
      `insert into webhooks (id, tenant_id, url, secret, events, is_active) values ($2, $1, $3, '\\x00', '[]', $4)`,
      [tenant.tenantId, id, url, isActive],
    );
    for (const [ago, attempts, failures] of hours)
      await run(
        `insert into webhook_hours (tenant_id, webhook_id, hour, bucket, attempts, failures)
         values ($1, $2, date_trunc('hour', now(), 'UTC') - make_interval(hours => $3), 1, $4, $5)`,
        [tenant.tenantId, id, ago, attempts, failures],
      );
    return id;
  };

  it('fared as their hours say, and those that failed come first', async () => {
    await seedWebhook('https://good.example/', true, [[0, 80, 0]]);
    const bad = await seedWebhook('https://bad.example/', false, [
      [1, 15, 10],
      [23, 5, 5],
      [24, 100, 100],
    ]);
    expect(WebhookSuccess.parse((await get('webhooks')).body)).toEqual({
      hours: 24,
      attempts: 100,
      failures: 15,
      successRate: 0.85,
      endpoints: 2,
      inactive: 1,
      failing: [{ id: bad, url: 'https://bad.example/', isActive: false, attempts: 20, failures: 15 }],
    });
  });
});

describe('of another tenant', () => {
  const headers = () => stranger.authorization('viewer');

  it('nothing is counted', async () => {
    const other = await seedTenant(test);
    const own = other.authorization('viewer');
    expect((await get('delivery', {}, own)).body).toMatchObject({
      funnel: { accepted: 0 },
      latency: { p50Ms: null, p99Ms: null },
      queue: { due: 0, held: 0, oldestDueAt: null },
    });
    const { items } = Traffic.parse((await get('traffic', {}, own)).body);
    expect(items.every(({ inbound, outbound }) => inbound + outbound === 0)).toBe(true);
    expect((await get('webhooks', {}, own)).body).toMatchObject({ endpoints: 0, successRate: null });
  });

  it.each(['traffic', 'delivery'])('404 for a number of it: %s', async (route) => {
    expect((await get(route, { instanceId: sales }, headers())).status).toBe(404);
  });
});

it('a key of one number sees only that number', async () => {
  const { headers } = await seedApiKey(test, tenant.tenantId, { instanceIds: [support] });
  expect((await get('delivery', {}, headers)).body).toMatchObject({ funnel: { accepted: 1 } });
  expect((await get('delivery', { instanceId: sales }, headers)).status).toBe(404);
  expect((await get('webhooks', {}, headers)).body).toMatchObject({ endpoints: 0 });
});

it.each([
  ['traffic', { step: 'hour', points: '745' }],
  ['traffic', { points: '1441' }],
  ['traffic', { step: 'day' }],
  ['delivery', { hours: '0' }],
  ['webhooks', { hours: '169' }],
])('400 for %s with %o', async (route, query) => {
  expect(await get(route, query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});
