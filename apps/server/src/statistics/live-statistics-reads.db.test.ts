import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAppDatabase } from '../../test/harness/app-database.ts';
import { ownerQuery, seedTenantRows, type SeededRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import type { Database } from '../platform/database/database.ts';
import { DeliveryQueries } from './delivery.queries.ts';
import { TrafficQueries } from './traffic.queries.ts';

const OF_EACH_TENANT = 10_000;
const IN_THE_LAST_HOUR = 60;

let testDatabase: TestDatabase;
let database: Database;
let tenant: SeededRows;

/** Two tenants with a number each: a message a minute, none of which waits. */
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  database = openAppDatabase(testDatabase);
  for (const phone of ['+1', '+2']) {
    tenant = await seedTenantRows(connectionString);
    const [instance, contact, conversation] = [randomUUID(), randomUUID(), randomUUID()];
    const run = (text: string, values: unknown[]) => ownerQuery(testDatabase, text, values);
    await run(
      `insert into instances (id, tenant_id, name, phone_number, channel) values ($2, $1, 'i', $3, 'cloud')`,
      [tenant.tenantId, instance, phone],
    );
    await run('insert into contacts (id, tenant_id) values ($2, $1)', [tenant.tenantId, contact]);
    await run('insert into conversations (id, tenant_id, instance_id, contact_id) values ($3, $1, $2, $4)', [
      tenant.tenantId,
      instance,
      conversation,
      contact,
    ]);
    await run(
      `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, created_at)
       select gen_random_uuid(), $1, $2, $3, 'r', 's', 'outbound', 'read', '{"type": "text"}',
         now() - place * interval '1 minute' + interval '30 seconds'
       from generate_series(1, ${String(OF_EACH_TENANT)}) place`,
      [tenant.tenantId, instance, conversation],
    );
  }
  await ownerQuery(testDatabase, 'analyze');
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

it.each<[string, () => Promise<unknown>, number]>([
  [
    'delivery',
    () => new DeliveryQueries(database).delivery(scope(), new Date(Date.now() - 3_600_000)),
    IN_THE_LAST_HOUR,
  ],
  ['queue', () => new DeliveryQueries(database).queue(scope()), 0],
  ['traffic', () => new TrafficQueries(database).since(scope(), 'hour', new Date(0)), 0],
])('%s reads no message that it need not', async (_, ask, most) => {
  const reads = await database.inTenant(tenant.tenantId, async (tx) => {
    const soFar = async () => {
      const { rows } = await sql<{ sequential: number; fetched: number }>`
        select seq_scan as sequential, coalesce(idx_tup_fetch, 0) as fetched
        from pg_stat_xact_user_tables where relname = 'messages'`.execute(tx);
      return rows[0] ?? { sequential: 0, fetched: 0 };
    };
    const before = await soFar();
    await ask();
    const after = await soFar();
    return { sequential: after.sequential - before.sequential, fetched: after.fetched - before.fetched };
  });
  expect(reads.sequential).toBe(0);
  expect(reads.fetched).toBeLessThanOrEqual(most);
  // It is there, or the test would say nothing of the others.
  if (most > 0) expect(reads.fetched).toBeGreaterThanOrEqual(most - 2);
});

const scope = () => ({ tenantId: tenant.tenantId, instances: undefined });
