import { randomUUID } from 'node:crypto';
import { Agent, AgentPage, type AgentId, type InstanceId } from '@recado/contracts';
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { AgentSecrets } from './agent-secrets.ts';

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

const rule = (reply: string) => ({ keywords: ['oi'], reply });
const hours = {
  timeZone: 'America/Sao_Paulo',
  weekly: [{ days: ['monday'], from: '09:00', to: '18:00' }],
};
const secretsOf = async (id: string) =>
  (await owner.query<{ secrets: Buffer | null }>('select secrets from agents where id = $1', [id])).rows[0]
    ?.secrets;
const opened = async (id: AgentId) =>
  test.app.get(AgentSecrets).open(tenant.tenantId, id, (await secretsOf(id)) ?? null);

describe('POST /agents', () => {
  it('201 adds an agent, fills in defaults, and is audited', async () => {
    const agent = await newAgent();
    expect(agent).toMatchObject({ instanceId, name: 'Vendas', type: 'human', priority: 0, isActive: true });
    expect(agent.configuration).toEqual({ userId: null, capacity: 5, skills: [] });
    const { rows } = await owner.query('select action, changes from audit_logs where resource_id = $1', [
      agent.id,
    ]);
    expect(rows).toMatchObject([{ action: 'agent.created', changes: { after: { name: 'Vendas' } } }]);
  });

  it.each([
    ['no name', { name: '  ' }, 'name'],
    ['an unknown type', { type: 'robot' }, 'type'],
    ['a negative priority', { priority: -1 }, 'priority'],
    [
      'a configuration that is too large',
      { type: 'bot', configuration: { rules: Array.from({ length: 6 }, () => rule('x'.repeat(4_000))) } },
      'configuration',
    ],
    ['an unknown field', { nick: 'v' }, ''],
    ['a setting of another type', { configuration: { url: 'https://bot.example' } }, 'configuration'],
    ['no capacity at all', { configuration: { capacity: 0 } }, 'configuration.capacity'],
    ['a skill twice', { configuration: { skills: ['Vendas', 'vendas '] } }, 'configuration.skills'],
    [
      'an unknown time zone',
      { configuration: { workingHours: { ...hours, timeZone: 'Mars/Olympus' } } },
      'configuration.workingHours.timeZone',
    ],
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

describe('secrets of a configuration', () => {
  const http = (secret?: string) => ({
    type: 'http',
    configuration: { url: 'http://127.0.0.1:9/agent', ...(secret !== undefined && { secret }) },
  });

  it('are kept sealed, never shown, kept when absent, replaced when given, and gone with the type', async () => {
    const agent = await newAgent(http('a very secret key'));
    expect(agent).toMatchObject({ hasSecret: true, hasApiKey: false, configuration: { timeoutSeconds: 10 } });
    expect(agent.configuration).not.toHaveProperty('secret');
    expect(agent.secret).toBeUndefined();
    expect(await opened(agent.id)).toEqual({ secret: 'a very secret key' });

    const put = async (changes: object) =>
      Agent.parse(
        (await call('PUT', `/agents/${agent.id}`, { payload: { name: 'Bot', ...changes } })).json(),
      );
    expect(await put({ type: 'http', configuration: agent.configuration })).toMatchObject({
      hasSecret: true,
    });
    expect(await opened(agent.id)).toEqual({ secret: 'a very secret key' });
    await put(http('another secret key'));
    expect(await opened(agent.id)).toEqual({ secret: 'another secret key' });
    expect(await put({ type: 'bot' })).toMatchObject({ hasSecret: false });
    expect(await secretsOf(agent.id)).toBeNull();

    const { rows } = await owner.query('select changes from audit_logs where resource_id = $1', [agent.id]);
    expect(JSON.stringify(rows)).not.toContain('secret key');
    expect(JSON.stringify(rows)).toContain('••••');
  });

  it('an http agent without a key gets one, which is shown once', async () => {
    const agent = await newAgent(http());
    expect(agent.secret).toMatch(/^whsec_/);
    expect(await opened(agent.id)).toEqual({ secret: agent.secret });
    const [listed] = AgentPage.parse((await call('GET', `/agents?instanceId=${instanceId}`)).json()).items;
    expect(listed).toMatchObject({ id: agent.id, hasSecret: true });
    expect(listed?.secret).toBeUndefined();
  });

  it('422 for an address that the guard refuses', async () => {
    const payload = body({ type: 'http', configuration: { url: 'http://10.0.0.1/agent' } });
    expect((await call('POST', '/agents', { payload })).json()).toMatchObject({
      code: 'address_not_allowed',
    });
  });
});

it('an agent is bound to a user of the tenant, not of another', async () => {
  const bound = await newAgent({ configuration: { userId: tenant.users.viewer.id } });
  expect(bound.configuration).toMatchObject({ userId: tenant.users.viewer.id });
  const payload = body({ configuration: { userId: stranger.users.viewer.id } });
  expect((await call('POST', '/agents', { payload })).statusCode).toBe(404);
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
