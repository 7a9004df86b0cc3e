import { randomUUID } from 'node:crypto';
import { BroadcastId, InstanceId } from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownerQuery, seedTenantRows, type SeededRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { createPool } from '../platform/database/pool.ts';
import { WORKER_ROLE } from '../platform/database/roles.ts';
import { resultCounts } from './broadcasts.queries.ts';
import { DispatchRepository, dueRecipients, LANE } from './dispatching/dispatch.repository.ts';

const RECIPIENTS = 2_000;
const [ours, another] = [BroadcastId.parse(randomUUID()), BroadcastId.parse(randomUUID())];
const instanceId = InstanceId.parse(randomUUID());
const repository = new DispatchRepository();

let test: TestDatabase;
let tenant: SeededRows;
let worker: WorkerDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await seedTenantRows(test.connectionString);
  const { connectionString } = test;
  worker = new WorkerDatabase(
    createPool({
      connectionString,
      role: WORKER_ROLE,
      size: 2,
      applicationName: 'test',
      onError: () => undefined,
    }),
  );
  await ownerQuery(
    test,
    `insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'i', '+551', 'cloud')`,
    [instanceId, tenant.tenantId],
  );
  await ownerQuery(
    test,
    `with contact as (insert into contacts (id, tenant_id) values (gen_random_uuid(), $1) returning id)
     insert into conversations (id, tenant_id, instance_id, contact_id)
     select gen_random_uuid(), $1, $2, id from contact`,
    [tenant.tenantId, instanceId],
  );
  for (const id of [ours, another]) await newBroadcast(id);
  await ownerQuery(
    test,
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status, broadcast_id)
     select gen_random_uuid(), $1, $2, v.id, '+5511' || i, '+551', '{}', 'outbound', 'read', case when i <= $4 then $3::uuid end
     from conversations v, generate_series(1, 20000) i`,
    [tenant.tenantId, instanceId, ours, RECIPIENTS / 2],
  );
  await ownerQuery(
    test,
    `with made as (insert into contacts (id, tenant_id) select gen_random_uuid(), $1 from generate_series(1, 2000) returning id)
     insert into contact_identities (tenant_id, kind, value, contact_id)
     select $1, 'phone', '+5511' || row_number() over (), id from made`,
    [tenant.tenantId],
  );
  await ownerQuery(test, 'analyze messages, contact_identities, contacts');
  await ownerQuery(test, 'analyze broadcast_recipients');
});
afterAll(async () => {
  await worker.close();
  await test.drop();
});

/** A running broadcast, half of whose recipients were handed over. */
async function newBroadcast(id: BroadcastId): Promise<void> {
  await ownerQuery(
    test,
    `insert into broadcasts (id, tenant_id, instance_id, name, content, state, rate_per_minute, starts_at, run_at, total)
     values ($1, $2, $3, 'b', '{}', 'running', 1000, now(), now(), $4)`,
    [id, tenant.tenantId, instanceId, RECIPIENTS],
  );
  await ownerQuery(
    test,
    `insert into broadcast_recipients (broadcast_id, place, tenant_id, phone_number, state)
     select $1, i, $2, '+5511' || i, case when i <= $3::int / 2 then 'accepted' else 'pending' end
     from generate_series(1, $3::int) i`,
    [id, tenant.tenantId, RECIPIENTS],
  );
}

async function planOf(query: RawBuilder<unknown>): Promise<string> {
  const { rows } = await worker.transaction((tx) => sql`explain (format json) ${query}`.execute(tx));
  return JSON.stringify(rows);
}

it('progress reads the recipients and messages of the one broadcast, by their indexes', async () => {
  const plan = await planOf(resultCounts(tenant.tenantId, ours));
  expect(plan).toContain('messages_of_broadcast');
  expect(plan).not.toMatch(/Seq Scan[^}]*"messages"/);
});

it('the next recipients are read in their order from what is open, and their contacts one by one', async () => {
  const plan = await planOf(dueRecipients({ id: ours, tenant_id: tenant.tenantId }, 200));
  for (const index of ['broadcast_recipients_open', 'messages_of_broadcast']) expect(plan).toContain(index);
  // Either of the indexes that begin with tenant and number.
  expect(plan).toMatch(
    /"Relation Name":"contact_identities"[^}]*"Index Cond":"[^"]*value[^"]*due[.]phone_number/,
  );
  expect(plan).not.toMatch(/Hash Join|"Sort Key":\["broadcast_recipients/);
});

it('one recipient of a broadcast has one message, whatever becomes of idempotency keys', async () => {
  await expect(
    ownerQuery(
      test,
      `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, broadcast_id)
       select gen_random_uuid(), tenant_id, instance_id, conversation_id, recipient, sender, content, direction, broadcast_id
       from messages where broadcast_id = $1 limit 1`,
      [ours],
    ),
  ).rejects.toThrow('messages_of_broadcast');
});

it('a broadcast is due unless its lane is held, and one whose instance is gone is due too', async () => {
  const orphan = BroadcastId.parse(randomUUID());
  await newBroadcast(orphan);
  await ownerQuery(
    test,
    `update broadcasts set state = 'paused', run_at = null, instance_id = null where id = $1`,
    [orphan],
  );
  await ownerQuery(
    test,
    `insert into leases (kind, id, holder, expires_at) values ($1, $2, gen_random_uuid(), now() + interval '1 minute')`,
    [LANE, another],
  );
  const due = await worker.transaction((tx) => repository.findDue(tx, 10));
  expect(due.toSorted()).toEqual([ours, orphan].toSorted());
});

it('a worker that lost the lane changes nothing any more', async () => {
  await ownerQuery(
    test,
    `insert into leases (kind, id, holder, fence, expires_at) values ($1, $2, gen_random_uuid(), 7, now() + interval '1 minute')`,
    [LANE, ours],
  );
  const locked = (fence: number) =>
    worker.transaction((tx) => repository.lock(tx, { id: ours, fence }, 'running'));
  expect(await locked(6)).toBeUndefined();
  expect(await locked(7)).toMatchObject({ id: ours });
});
