import { randomUUID } from 'node:crypto';
import {
  InstanceId,
  StatisticsByAgent,
  StatisticsByDay,
  StatisticsByInstance,
  StatisticsOverview,
} from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerQuery, seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { CompactStatistics } from './compact-statistics.ts';

let test: TestApp;
let tenant: SeededTenant;
let stranger: SeededTenant;
let instanceId: InstanceId;
const [agentId, conversationId, contactId] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  [tenant, stranger] = [await seedTenant(test), await seedTenant(test)];
  instanceId = InstanceId.parse(randomUUID());
  await seedConversation();
});
afterAll(() => test.close());

/** Three messages of a customer on an evening in São Paulo, answered after 30 seconds, closed after 10 minutes; then a new one that waits. */
async function seedConversation(): Promise<void> {
  const run = (text: string, values: unknown[] = []) => ownerQuery(test.database, text, values);
  await run(
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($2, $1, 'Vendas', '+5511', 'web')`,
    [tenant.tenantId, instanceId],
  );
  await run(
    `insert into agents (id, tenant_id, instance_id, name, type) values ($3, $1, $2, 'Ana', 'human')`,
    [tenant.tenantId, instanceId, agentId],
  );
  await run('insert into contacts (id, tenant_id) values ($2, $1)', [tenant.tenantId, contactId]);
  await run('insert into conversations (id, tenant_id, instance_id, contact_id) values ($3, $1, $2, $4)', [
    tenant.tenantId,
    instanceId,
    conversationId,
    contactId,
  ]);
  await run(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, created_at)
     select gen_random_uuid(), $1, $2, $3, 'r', 's', 'inbound', 'delivered', '{"type": "text", "content": "oi"}', '2026-11-11T01:30:00Z'
     from generate_series(1, 3)`,
    [tenant.tenantId, instanceId, conversationId],
  );
  for (const set of [
    `status = 'waiting', opened_at = '2026-11-11T01:30:00Z', waiting_since = '2026-11-11T01:30:00Z'`,
    `status = 'open', agent_id = '${agentId}', assigned_at = '2026-11-11T01:30:10Z'`,
    `first_response_at = '2026-11-11T01:30:30Z'`,
    `status = 'closed', agent_id = null, closed_at = '2026-11-11T01:40:00Z'`,
    `status = 'waiting', opened_at = '2026-11-12T12:00:00Z', waiting_since = '2026-11-12T12:00:00Z', first_response_at = null`,
  ])
    await run(`update conversations set ${set} where id = $1`, [conversationId]);
}

const span = { from: '2026-11-10T03:00:00Z', to: '2026-11-13T03:00:00Z', timeZone: 'America/Sao_Paulo' };
const get = async (
  route: string,
  query: Record<string, string> = span,
  headers = tenant.authorization('viewer'),
) => {
  const response = await test.app.inject({ method: 'GET', url: `/statistics/${route}`, query, headers });
  return { status: response.statusCode, body: response.json<unknown>() };
};
const routes = ['overview', 'by-day', 'by-agent', 'by-instance'];

const all = {
  inbound: { total: 3, text: 3 },
  outbound: { total: 0 },
  conversations: { opened: 1, reopened: 1, assigned: 1, closed: 1 },
  firstResponse: { count: 1, meanSeconds: 30 },
  resolution: { count: 1, meanSeconds: 600 },
};

describe.each(['before', 'after'])('%s it is added up', (when) => {
  beforeAll(async () => {
    if (when === 'after') await test.app.get(CompactStatistics).runOnce();
  });

  it('200 gives what there was, and what is open now', async () => {
    const overview = StatisticsOverview.parse((await get('overview')).body);
    expect(overview).toMatchObject({
      ...all,
      from: '2026-11-10T03:00:00.000Z',
      now: { open: 0, pending: 0, waiting: 1, longestWaitingSince: '2026-11-12T12:00:00.000Z' },
    });
    expect(overview.firstResponse.p50Seconds).toBeCloseTo(30, -1);
  });

  it('200 gives it by the days of the time zone, with those on which nothing happened', async () => {
    const { items } = StatisticsByDay.parse((await get('by-day')).body);
    expect(items).toMatchObject([
      { ...all, date: '2026-11-10', conversations: { opened: 1, reopened: 0, assigned: 1, closed: 1 } },
      { date: '2026-11-11', inbound: { total: 0 }, firstResponse: { count: 0, meanSeconds: null } },
      { date: '2026-11-12', conversations: { opened: 0, reopened: 1 } },
    ]);
  });

  it('200 gives it by agent and by instance', async () => {
    const { items: agents } = StatisticsByAgent.parse((await get('by-agent')).body);
    const { firstResponse, resolution } = all;
    expect(agents).toMatchObject([
      { agentId, instanceId, name: 'Ana', type: 'human', assigned: 1, closed: 1, firstResponse, resolution },
    ]);
    const { items } = StatisticsByInstance.parse((await get('by-instance')).body);
    expect(items).toMatchObject([{ instanceId, name: 'Vendas', ...all }]);
  });
});

it('without a period it is the last 30 days up to this hour', async () => {
  const { items, from, to } = StatisticsByDay.parse((await get('by-day', {})).body);
  expect(items).toHaveLength(30);
  expect([from, to].map((time) => time.slice(14))).toEqual(['00:00.000Z', '00:00.000Z']);
});

it.each([
  [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
  [{ from: 'ontem' }, 'from'],
  [{ from: '2020-01-01T00:00:00Z' }, 'from'],
  [{ from: '2026-11-13T00:00:00Z', to: '2026-11-12T00:00:00Z' }, 'from'],
  [{ days: '3' }, ''],
])('400 to %j', async (query: Record<string, string>, path) => {
  for (const route of routes)
    expect(await get(route, query)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path }] },
    });
});

it('403 to a key that may not read statistics', async () => {
  const { headers } = await seedApiKey(test, tenant.tenantId, { permissions: ['messages:read'] });
  for (const route of routes) expect((await get(route, span, headers)).status).toBe(403);
});

it('404 to an instance of another tenant, and to one that a key may not use', async () => {
  const { headers } = await seedApiKey(test, tenant.tenantId, {
    instanceIds: [InstanceId.parse(randomUUID())],
  });
  for (const who of [stranger.authorization('viewer'), headers])
    for (const route of routes) expect((await get(route, { ...span, instanceId }, who)).status).toBe(404);
});

it('another tenant, and a key of another instance, see nothing of it', async () => {
  const { headers } = await seedApiKey(test, tenant.tenantId, {
    instanceIds: [InstanceId.parse(randomUUID())],
  });
  for (const who of [stranger.authorization('viewer'), headers]) {
    expect((await get('overview', span, who)).body).toMatchObject({
      inbound: { total: 0 },
      conversations: { opened: 0 },
      now: { waiting: 0 },
    });
    expect((await get('by-agent', span, who)).body).toMatchObject({ items: [] });
    expect((await get('by-instance', span, who)).body).toMatchObject({ items: [] });
  }
});
