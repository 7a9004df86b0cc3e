import { LogFilters } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery, seedTenantRows, type SeededRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { Database, WorkerDatabase } from '../platform/database/database.ts';
import { createPool } from '../platform/database/pool.ts';
import { APP_ROLE, WORKER_ROLE } from '../platform/database/roles.ts';
import { TenantReach } from '../platform/database/tenant-reach.ts';
import { encodeCursor } from '../platform/http/cursor.ts';
import { LogsQueries } from './logs.queries.ts';

let testDatabase: TestDatabase;
let tenant: SeededRows;
let database: Database;
let workerDatabase: WorkerDatabase;
let queries: LogsQueries;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  tenant = await seedTenantRows(testDatabase.connectionString);
  const other = await seedTenantRows(testDatabase.connectionString);
  const { connectionString } = testDatabase;
  const pool = (role: string) =>
    createPool({ connectionString, role, size: 1, applicationName: 'test', onError: () => undefined });
  database = new Database(pool(APP_ROLE));
  workerDatabase = new WorkerDatabase(pool(WORKER_ROLE));
  queries = new LogsQueries(new TenantReach(database, workerDatabase));
  await ownerQuery(
    testDatabase,
    `insert into audit_logs (tenant_id, action, resource_type, resource_id, created_at)
     select t, 'user.updated', 'user', gen_random_uuid(), now() - i * interval '1 second'
     from generate_series(1, 5000) i, unnest($1::uuid[]) t`,
    [[tenant.tenantId, other.tenantId]],
  );
  await ownerQuery(testDatabase, 'analyze audit_logs');
});
afterAll(async () => {
  await Promise.all([database.close(), workerDatabase.close()]);
  await testDatabase.drop();
});

const aPlace = encodeCursor(String(Date.now() * 1000), '0198f3c0-0000-7000-8000-000000000000');

it.each<[string, object, string | undefined, string]>([
  ['the first page', {}, undefined, 'audit_logs_by_time'],
  ['a later page', {}, aPlace, 'audit_logs_by_time'],
  ['a span of time', { from: '2026-01-01T00:00:00Z' }, aPlace, 'audit_logs_by_time'],
  [
    'one resource',
    { resourceType: 'user', resourceId: '0198f3c0-0000-7000-8000-000000000000' },
    undefined,
    'audit_logs_by_resource',
  ],
])('%s reads no more rows than it gives, by its index', async (_, filters, cursor, index) => {
  const plan = await database.inTenant(tenant.tenantId, (tx) =>
    queries.newestFirst(tenant.tenantId, tx, LogFilters.parse(filters), cursor).limit(51).explain('json'),
  );
  const text = JSON.stringify(plan);
  expect(text).toContain(index);
  // Tables of a few users are read whole; the log never is.
  expect(text).not.toMatch(/"(Seq|Bitmap Heap) Scan"[^{}]*"Relation Name":"audit_logs"/);
});
