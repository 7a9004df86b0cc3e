import { randomUUID } from 'node:crypto';
import { Agent, AgentPage, type InstanceId } from '@recado/contracts';
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

let test: TestApp;
let owner: pg.Client;
let tenant: SeededTenant;
let stranger: SeededTenant;
let instanceId: InstanceId;

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  owner = new pg.Client({ connectionString: test.database.connectionString });
  await owner.connect();
  [tenant, stranger] = [await seedTenant(test), await seedTenant(test)];
});
afterAll(async () => {
  await owner.end();
  await test.close();
});
beforeEach(async () => {
  instanceId = await newInstance(10);
});

async function newInstance(maxAgents: number): Promise<InstanceId> {
  const { rows } = await owner.query<{ id: InstanceId }>(
    `insert into instances (tenant_id, name, phone_number, channel, max_agents) values ($1, 'i', $2, 'cloud', $3) returning id`,
    [tenant.tenantId, `+55119${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`, maxAgents],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no instance');
  return row.id;
}

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, options: Partial<InjectOptions> = {}) =>
  test.app.inject({ method, url, headers: tenant.authorization('developer'), ...options });

const body = (changes: Record<string, unknown> = {}) => ({
  instanceId,
  name: 'Vendas',
  type: 'human',
  ...changes,
});

async function newAgent(changes: Record<string, unknown> = {}): Promise<Agent> {
  const response = await call('POST', '/agents', { payload: body(changes) });
  expect(response.statusCode).toBe(201);
  return Agent.parse(response.json());
}

describe('POST /agents', () => {
  it('201 adds an agent, fills in defaults, and is audited with secrets masked', async () => {
    const agent = await newAgent({
      type: 'http',
      configuration: { url: 'https://bot.example', token: 'very-secret' },
    });
    expect(agent).toMatchObject({ instanceId, name: 'Vendas', type: 'http', priority: 0, isActive: true });
    const { rows } = await owner.query('select action, changes from audit_logs where resource_id = $1', [
      agent.id,
    ]);
    expect(rows).toMatchObject([{ action: 'agent.created', changes: { after: { name: 'Vendas' } } }]);
    expect(JSON.stringify(rows)).not.toContain('very-secret');
  });

  it.each([
    ['no name', { name: '  ' }, 'name'],
    ['an unknown type', { type: 'robot' }, 'type'],
    ['a negative priority', { priority: -1 }, 'priority'],
    ['a configuration that is too large', { configuration: { text: 'x'.repeat(20_001) } }, 'configuration'],
    ['an unknown field', { nick: 'v' }, ''],
  ])('400 names the field: %s', async (_, changes, path) => {
    expect((await call('POST', '/agents', { payload: body(changes) })).json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path }],
    });
  });

  it('422 beyond maxAgents, even when all come at once', async () => {
    instanceId = await newInstance(3);
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', '/agents', { payload: body() })),
    );
    const statuses = responses.map(({ statusCode }) => statusCode).toSorted();
    expect(statuses).toEqual([201, 201, 201, 422, 422, 422, 422, 422]);
    expect(responses.find(({ statusCode }) => statusCode === 422)?.json()).toMatchObject({
      code: 'agent_limit_reached',
    });
    const { rows } = await owner.query<{ count: number }>(
      'select count(*)::int as count from agents where instance_id = $1',
      [instanceId],
    );
    expect(rows).toEqual([{ count: 3 }]);
  });

  it('the same Idempotency-Key adds one agent', async () => {
    const headers = { ...tenant.authorization('developer'), 'idempotency-key': randomUUID() };
    const [first, second] = [
      await call('POST', '/agents', { payload: body(), headers }),
      await call('POST', '/agents', { payload: body(), headers }),
    ];
    expect(second.json()).toEqual(first.json());
    expect(AgentPage.parse((await call('GET', `/agents?instanceId=${instanceId}`)).json()).items.length).toBe(
      1,
    );
  });
});

it('GET /agents lists by priority and pages without gap or repetition', async () => {
  const agents = [];
  for (const priority of [2, 1, 1, 0, 2]) agents.push(await newAgent({ priority }));
  const seen: Agent[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = AgentPage.parse(
      (await call('GET', `/agents?instanceId=${instanceId}&limit=2${from}`)).json(),
    );
    seen.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(seen.map(({ id }) => id)).toEqual(
    [agents[3], agents[1], agents[2], agents[0], agents[4]].map((agent) => agent?.id),
  );
  expect((await call('GET', '/agents?cursor=abc')).json()).toMatchObject({ code: 'invalid_cursor' });
});

it('PUT /agents/:id replaces, keeps activity when absent, refuses another instance', async () => {
  const { id } = await newAgent({ priority: 5 });
  expect(
    (await call('PUT', `/agents/${id}`, { payload: { name: 'Bot', type: 'bot', isActive: false } })).json(),
  ).toMatchObject({ name: 'Bot', type: 'bot', priority: 0, isActive: false });
  expect(
    (await call('PUT', `/agents/${id}`, { payload: { name: 'Bot', type: 'bot' } })).json(),
  ).toMatchObject({ isActive: false });
  const moved = body({ instanceId: await newInstance(1) });
  expect((await call('PUT', `/agents/${id}`, { payload: moved })).json()).toMatchObject({
    status: 409,
    code: 'conflict',
  });
});

it('DELETE /agents/:id removes and makes room', async () => {
  instanceId = await newInstance(1);
  const { id } = await newAgent();
  expect((await call('DELETE', `/agents/${id}`)).statusCode).toBe(204);
  expect((await call('DELETE', `/agents/${id}`)).statusCode).toBe(404);
  await newAgent();
});

describe('who may', () => {
  it('403 a viewer reads and does not write', async () => {
    const headers = tenant.authorization('viewer');
    const { id } = await newAgent();
    expect((await call('GET', '/agents', { headers })).statusCode).toBe(200);
    expect((await call('POST', '/agents', { headers, payload: body() })).statusCode).toBe(403);
    expect((await call('PUT', `/agents/${id}`, { headers, payload: body() })).statusCode).toBe(403);
    expect((await call('DELETE', `/agents/${id}`, { headers })).statusCode).toBe(403);
  });

  it("404 for another tenant's agent and instance, and for what an API key of another instance cannot reach", async () => {
    const { id } = await newAgent();
    const key = await seedApiKey(test, tenant.tenantId, { instanceIds: [await newInstance(1)] });
    for (const headers of [stranger.authorization('admin'), key.headers]) {
      expect((await call('POST', '/agents', { headers, payload: body() })).statusCode).toBe(404);
      expect((await call('PUT', `/agents/${id}`, { headers, payload: body() })).statusCode).toBe(404);
      expect((await call('DELETE', `/agents/${id}`, { headers })).statusCode).toBe(404);
      expect(AgentPage.parse((await call('GET', '/agents', { headers })).json()).items).toEqual([]);
    }
  });
});
