import { randomUUID } from 'node:crypto';
import { InstanceId, TenantId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import { createPool } from '../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../platform/database/roles.ts';
import { ClaimsRepository, type ClaimRequest } from './claims.repository.ts';

const FENCE = 7;
const repository = new ClaimsRepository();
const tenantId = TenantId.parse(randomUUID());
let test: TestDatabase;
let owner: pg.Client;
let worker: WorkerDatabase;
let lanes = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.connectionString });
  await owner.connect();
  worker = new WorkerDatabase(
    createPool({
      connectionString: test.connectionString,
      role: WORKER_ROLE,
      size: 2,
      applicationName: 'claims test',
      onError: () => undefined,
    }),
  );
  await owner.query(`insert into tenants (id, name, slug) values ($1, 't', 't')`, [tenantId]);
});
afterAll(async () => {
  await worker.close();
  await owner.end();
  await test.drop();
});

/** An instance whose lane is held with FENCE, and pending messages to as many people, in their order. */
async function newLane(messages: number): Promise<{ instanceId: InstanceId; ids: string[] }> {
  const instanceId = InstanceId.parse(randomUUID());
  lanes += 1;
  await owner.query(
    `insert into instances (id, tenant_id, name, phone_number, channel, status)
     values ($1, $2, 'i', $3, 'cloud', 'connected')`,
    [instanceId, tenantId, `+1650555${String(lanes).padStart(4, '0')}`],
  );
  await owner.query(
    `insert into leases (kind, id, holder, fence, expires_at) values ('send', $1, gen_random_uuid(), $2, now() + interval '1 hour')`,
    [instanceId, FENCE],
  );
  const ids: string[] = [];
  for (let place = 0; place < messages; place += 1) {
    const [contactId, conversationId, id] = [randomUUID(), randomUUID(), randomUUID()];
    await owner.query(`insert into contacts (id, tenant_id) values ($1, $2)`, [contactId, tenantId]);
    await owner.query(
      `insert into conversations (id, tenant_id, instance_id, contact_id) values ($1, $2, $3, $4)`,
      [conversationId, tenantId, instanceId, contactId],
    );
    await owner.query(
      `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status)
       values ($1, $2, $3, $4, '+5511999999999', '+5511888888888', '{}', 'outbound', 'pending')`,
      [id, tenantId, instanceId, conversationId],
    );
    ids.push(id);
  }
  return { instanceId, ids };
}

const requestOf = (instanceId: InstanceId, limit: number, fence = FENCE): ClaimRequest => ({
  instanceId,
  fence,
  claimId: randomUUID(),
  limit,
});

const idsOf = (claims: { id: string; claimId: string }[], { claimId }: ClaimRequest): string[] =>
  claims.filter((claim) => claim.claimId === claimId).map(({ id }) => id);

it('of several lanes each gets its own messages in their order, and no more than it asked for', async () => {
  const [one, other] = [await newLane(3), await newLane(3)];
  const requests = [requestOf(one.instanceId, 2), requestOf(other.instanceId, 64)] as const;
  const claims = await repository.claim(worker.statements, [...requests]);
  expect(idsOf(claims, requests[0])).toEqual(one.ids.slice(0, 2));
  expect(idsOf(claims, requests[1])).toEqual(other.ids);
  const rest = requestOf(one.instanceId, 64);
  expect(idsOf(await repository.claim(worker.statements, [rest]), rest)).toEqual(one.ids.slice(2));
});

it('a lane that has a newer holder gets nothing, and the others what is theirs', async () => {
  const [stale, held] = [await newLane(2), await newLane(2)];
  const requests = [requestOf(stale.instanceId, 64, FENCE - 1), requestOf(held.instanceId, 64)] as const;
  const claims = await repository.claim(worker.statements, [...requests]);
  expect(idsOf(claims, requests[0])).toEqual([]);
  expect(idsOf(claims, requests[1])).toEqual(held.ids);
});
