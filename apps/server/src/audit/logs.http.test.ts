import { randomBytes } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { LogEntry, LogPage, type Role } from '@recado/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ownerQuery, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { Database } from '../platform/database/database.ts';

const secretKey = randomBytes(32);
let test: TestApp;
let tenant: SeededTenant;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' }, secretKey, listen: true });
});
afterAll(() => test.close());
beforeEach(async () => {
  tenant = await seedTenant(test);
});

const CreatedKey = z.object({ id: z.string(), key: z.string() });

const get = (url: string, role: Role = 'viewer') =>
  test.app.inject({ url, headers: tenant.authorization(role) });
const page = async (query: string) => LogPage.parse((await get(`/logs${query}`)).json());

/** Rows of one instant each, a microsecond apart: `webhook.created` and `agent.updated` in turn. */
const insertLogs = (count: number, userAgentLength = 9) =>
  ownerQuery(
    test.database,
    `insert into audit_logs (tenant_id, user_id, action, resource_type, resource_id, changes, user_agent, created_at)
     select $1, $2, case i % 2 when 0 then 'webhook.created' else 'agent.updated' end,
       case i % 2 when 0 then 'webhook' else 'agent' end, gen_random_uuid(),
       jsonb_build_object('after', jsonb_build_object('number', i)), rpad('=cmd|calc', $4::int, 'x'),
       timestamptz '2026-01-01T00:00:00Z' + i * interval '1 microsecond'
     from generate_series(1, $3::int) i`,
    [tenant.tenantId, tenant.users.developer.id, count, userAgentLength],
  );
const numberOf = ({ changes }: LogEntry) =>
  z.object({ after: z.object({ number: z.int() }) }).parse(changes).after.number;

describe('GET /logs', () => {
  it('goes through all rows once, newest first, though they are a microsecond apart', async () => {
    await insertLogs(25);
    const seen: number[] = [];
    let query = '?limit=10';
    for (;;) {
      const { items, nextCursor } = await page(query);
      seen.push(...items.map(numberOf));
      if (nextCursor === null) break;
      query = `?limit=10&cursor=${nextCursor}`;
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => 25 - i));
  });

  it.each<[string, () => string, number]>([
    ['the action', () => '?action=webhook.created', 3],
    ['the resource type', () => '?resourceType=agent', 3],
    ['the user', () => `?userId=${tenant.users.developer.id}`, 6],
    ['another user', () => `?userId=${tenant.users.viewer.id}`, 0],
    ['a beginning', () => '?from=2026-01-01T00:00:01Z', 0],
    ['an end', () => '?to=2026-01-01T01:00:00%2B01:00', 0],
    ['both', () => '?from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:01Z', 6],
    ['text in the action', () => '?text=HOOK', 3],
    ['text in the changes', () => '?text=%22number%22: 4', 1],
    ['text with signs of patterns', () => '?text=%25%25', 0],
  ])('filters by %s', async (_, query, count) => {
    await insertLogs(6);
    expect((await page(query())).items).toHaveLength(count);
  });

  it('filters by resource id', async () => {
    await insertLogs(3);
    const [, second] = (await page('')).items;
    const found = await page(`?resourceId=${String(second?.resourceId)}`);
    expect(found.items).toEqual([second]);
  });

  it('shows who changed what, from where, before and after, with secrets masked', async () => {
    await test.app.inject({
      method: 'PATCH',
      url: `/users/${tenant.users.developer.id}`,
      headers: { ...tenant.authorization('tenant_manager'), 'user-agent': 'curl/8' },
      payload: { role: 'viewer', password: 'quite another' },
    });
    const [entry] = (await page('?action=user.updated')).items;
    expect(entry).toMatchObject({
      resourceType: 'user',
      resourceId: tenant.users.developer.id,
      userId: tenant.users.tenant_manager.id,
      changes: {
        before: { role: 'developer', password: '••••' },
        after: { role: 'viewer', password: '••••' },
      },
      ipAddress: '127.0.0.1',
      userAgent: 'curl/8',
    });
  });

  it('names who changed something, also once that user or key is removed, to who may read users and keys', async () => {
    const { app } = test;
    const as = (role: Role, method: 'POST' | 'DELETE', url: string, payload?: object) =>
      app.inject({ method, url, headers: tenant.authorization(role), ...(payload && { payload }) });
    const created = await as('tenant_manager', 'POST', '/api-keys', {
      name: 'The shop',
      permissions: ['contacts:write'],
    });
    const { id: keyId, key } = CreatedKey.parse(created.json());
    const headers = { authorization: `Bearer ${key}` };
    const phoneNumber = '+5511999990001';
    await app.inject({ method: 'POST', url: '/contacts', headers, payload: { phoneNumber } });
    await as('developer', 'POST', '/contacts', { phoneNumber: '+5511999990002' });
    const actors = async (role: Role = 'tenant_manager') =>
      LogPage.parse((await get('/logs?action=contact.created', role)).json()).items.map(
        ({ actorName }) => actorName,
      );
    const { id: userId, email } = tenant.users.developer;
    expect(await actors()).toEqual([email, 'The shop']);
    await as('tenant_manager', 'DELETE', `/users/${userId}`);
    await as('tenant_manager', 'DELETE', `/api-keys/${keyId}`);
    expect(await actors()).toEqual([email, 'The shop']);
    expect(await actors('viewer')).toEqual([null, null]);
    expect((await page(`?userId=${userId}`)).items).toHaveLength(1);
  });

  it("shows another tenant's log only to an administrator who names it", async () => {
    await insertLogs(2);
    const theirs = tenant.tenantId;
    tenant = await seedTenant(test);
    expect((await page('')).items).toEqual([]);
    for (const path of ['/logs', '/logs/export'])
      expect((await get(`${path}?tenantId=${theirs}`, 'tenant_manager')).statusCode).toBe(404);
    const asAdmin = LogPage.parse((await get(`/logs?tenantId=${theirs}`, 'admin')).json());
    expect(asAdmin.items).toHaveLength(2);
  });

  it.each(['x', Buffer.from('["now","0198f3c0-0000-7000-8000-000000000000"]').toString('base64url')])(
    'refuses the cursor %s',
    async (cursor) => {
      expect((await get(`/logs?cursor=${cursor}`)).json()).toMatchObject({ code: 'invalid_cursor' });
    },
  );
});

describe('GET /logs/export', () => {
  it('gives every row as CSV that a spreadsheet cannot run', async () => {
    await insertLogs(1200);
    const response = await get('/logs/export');
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="recado-logs-[\d-]+\.csv"$/,
    );
    const lines = response.body.split('\r\n');
    expect(lines[0]).toBe(
      'createdAt,action,resourceType,resourceId,userId,apiKeyId,actorName,ipAddress,userAgent,changes,id',
    );
    expect(lines).toHaveLength(1200 + 2);
    expect(lines[1]).toContain(`,'=cmd|calc,"{""after"":{""number"":1200}}",`);
  });

  it('gives every row as one JSON object a line, the same as GET /logs', async () => {
    await insertLogs(1200);
    const response = await get('/logs/export?format=ndjson');
    expect(response.headers['content-type']).toBe('application/x-ndjson');
    const entries = response.body
      .trimEnd()
      .split('\n')
      .map((line) => LogEntry.parse(JSON.parse(line)));
    expect(entries.map(numberOf)).toEqual(Array.from({ length: 1200 }, (_, i) => 1200 - i));
    expect(entries.slice(0, 50)).toEqual((await page('?limit=50')).items);
  });

  it('takes the same filters, and answers a header alone when nothing matches', async () => {
    await insertLogs(10);
    expect((await get('/logs/export?text=hook&format=ndjson')).body.trimEnd().split('\n')).toHaveLength(5);
    expect((await get('/logs/export?action=nothing')).body.split('\r\n')).toHaveLength(2);
  });

  it('a client that goes away half-way gives its connection back, and the next export runs', async () => {
    await insertLogs(20_000, 1000);
    const { pool } = test.app.get(Database, { strict: false });
    for (let i = 0; i < 4; i++) {
      (await startExport()).destroy();
      await vi.waitFor(() => expect(pool.idleCount).toBe(pool.totalCount), { timeout: 10_000 });
    }
    expect((await get('/logs/export?action=nothing')).statusCode).toBe(200);
  });

  it('reads no further than its client does, and at most three run at once', async () => {
    await insertLogs(20_000, 1000);
    const stalled = [await startExport(), await startExport()];
    // While these two stand still, a third one goes through all the rows.
    const { body } = await get('/logs/export?format=ndjson');
    expect(body.length).toBeGreaterThan(20_000_000);
    expect(await openTransactions()).toBe(2);
    stalled.push(await startExport());
    expect((await get('/logs/export')).statusCode).toBe(429);
    for (const response of stalled) response.destroy();
    await vi.waitFor(async () => expect(await openTransactions()).toBe(0), { timeout: 10_000 });
  });

  it('a server that stops does not wait for a client that does not read', async () => {
    await insertLogs(20_000, 1000);
    const other = await createTestApp({
      settings: { RECADO_ROLE: 'api' },
      database: test.database,
      secretKey,
      listen: true,
    });
    const stalled = await startExport(other);
    const reset = new Promise((resolve) => stalled.once('error', resolve));
    await other.close();
    stalled.resume();
    expect(await reset).toBeInstanceOf(Error);
  });
});

async function openTransactions(): Promise<unknown> {
  const [row] = await ownerQuery(
    test.database,
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and xact_start is not null and pid != pg_backend_pid()`,
  );
  return row?.['count'];
}

/** Begins an export and reads none of it. */
async function startExport({ app } = test): Promise<IncomingMessage> {
  const address = z.object({ port: z.int() }).parse(app.getHttpServer().address());
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = tenant.authorization('viewer');
  const sent = request({ port: address.port, path: '/logs/export?format=ndjson', headers }, resolve);
  sent.on('error', reject).end();
  return promise;
}
