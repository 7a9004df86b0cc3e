import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAppDatabase } from '../../test/harness/app-database.ts';
import { ownerQuery, seedTenantRows, type SeededRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import type { Database } from '../platform/database/database.ts';
import { daysOf } from './period-policy.ts';
import { StatisticsQueries } from './statistics.queries.ts';

let testDatabase: TestDatabase;
let database: Database;
let queries: StatisticsQueries;
let tenant: SeededRows;

// Three years of one instance and one agent.
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  database = openAppDatabase(testDatabase);
  queries = new StatisticsQueries(database);
  tenant = await seedTenantRows(connectionString);
  await ownerQuery(
    testDatabase,
    `with i as (insert into instances (id, tenant_id, name, phone_number, channel) values ($2, $1, 'i', '+55', 'web'))
     insert into statistics_counts (tenant_id, grain, at, instance_id, agent_id, closed)
     select $1, grain, at, $2, case when grain like 'agent%' then $2::uuid end, 1
     from unnest(array['hour', 'day', 'agent_hour', 'agent_day']) grain, generate_series(timestamptz '2024-01-01Z', '2026-12-31Z',
       case when grain like '%day' then interval '1 day' else interval '1 hour' end) at`,
    [tenant.tenantId, randomUUID()],
  );
  await ownerQuery(testDatabase, 'analyze statistics_counts');
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const period = {
  from: new Date('2026-10-30T03:00:00Z'),
  to: new Date('2026-11-03T03:00:00Z'),
  timeZone: 'America/Sao_Paulo',
};

it.each<[string, number]>([
  ['overview', 3 + 24],
  ['byInstance', 3 + 24],
  ['byAgent', 3 + 24],
  ['byDay', 4 * 24],
])('%s reads no message, and of what is added up only its days and hours', async (name, rows) => {
  const scope = { tenantId: tenant.tenantId, instances: undefined };
  const asks: Record<string, () => Promise<unknown>> = {
    overview: () => queries.overview(scope, period),
    byInstance: () => queries.byInstance(scope, period),
    byAgent: () => queries.byAgent(scope, period),
    byDay: () => queries.byDay(scope, period, daysOf(period)),
  };
  const reads = await database.inTenant(tenant.tenantId, async (tx) => {
    const soFar = async (table: string) => {
      const found = await sql<{ sequential: number; scans: number; fetched: number }>`
        select seq_scan as sequential, coalesce(idx_scan, 0) as scans, coalesce(idx_tup_fetch, 0) as fetched
        from pg_stat_xact_user_tables where relname = ${table}`.execute(tx);
      const { sequential = 0, scans = 0, fetched = 0 } = found.rows[0] ?? {};
      return { sequential, scans, fetched };
    };
    const before = [await soFar('messages'), await soFar('statistics_counts')] as const;
    await asks[name]?.();
    const after = [await soFar('messages'), await soFar('statistics_counts')] as const;
    return {
      messages: after[0].sequential + after[0].scans - before[0].sequential - before[0].scans,
      sequential: after[1].sequential - before[1].sequential,
      fetched: after[1].fetched - before[1].fetched,
    };
  });
  expect(reads).toEqual({ messages: 0, sequential: 0, fetched: rows });
});
