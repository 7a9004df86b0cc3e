import { randomUUID } from 'node:crypto';
import {
  AgentTurnsQuery,
  ConversationId,
  type AgentId,
  type InstanceId,
  type TenantId,
} from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedAgent, seedInstance } from '../../../test/harness/conversations.ts';
import { Explaining } from '../../../test/harness/explaining.ts';
import { ownerQuery, seedTenantRows } from '../../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { Database, WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import { createPool } from '../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../platform/database/roles.ts';
import { silentTypes } from '../deciding/message-text-policy.ts';
import { TurnsQueries } from '../turns.queries.ts';
import { TurnsRepository } from './turns.repository.ts';
import { UnheardRepository } from './unheard.repository.ts';

let database: TestDatabase;
let worker: WorkerDatabase;
let tenantId: TenantId;
let instanceId: InstanceId;
let agentId: AgentId;
const turns = new TurnsRepository();
const unheard = new UnheardRepository();
const someId = ConversationId.parse(randomUUID());

/** 5,000 conversations of an agent, each with a message and its turn, which is done. */
beforeAll(async () => {
  database = await createTestDatabase();
  worker = new WorkerDatabase(
    createPool({
      connectionString: database.connectionString,
      role: WORKER_ROLE,
      size: 2,
      applicationName: 'test',
      onError: () => undefined,
    }),
  );
  ({ tenantId } = await seedTenantRows(database.connectionString));
  instanceId = await seedInstance({ database }, tenantId);
  agentId = await seedAgent({ database }, tenantId, { instanceId, type: 'bot' });
  const sql = (text: string, values: unknown[] = []) => ownerQuery(database, text, values);
  await sql(
    'insert into contacts (id, tenant_id) select gen_random_uuid(), $1 from generate_series(1, 5000)',
    [tenantId],
  );
  await sql(
    `insert into conversations (id, tenant_id, instance_id, contact_id, status, agent_id, assigned_at, agent_heard_at)
     select gen_random_uuid(), $1, $2, id, 'pending', $3, now(), now() from contacts`,
    [tenantId, instanceId, agentId],
  );
  await sql(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status)
     select gen_random_uuid(), $1, $2, id, 'r', 's', '{"type":"text","content":"a"}', 'inbound', 'delivered' from conversations`,
    [tenantId, instanceId],
  );
  await sql(
    `insert into agent_turns (id, tenant_id, instance_id, conversation_id, agent_id, message_ids, message_id, state)
     select gen_random_uuid(), $1, $2, conversation_id, $3, array[id], id, 'done' from messages`,
    [tenantId, instanceId, agentId],
  );
  for (const table of ['agent_turns', 'conversations', 'messages']) await sql(`vacuum analyze ${table}`);
});
afterAll(async () => {
  await worker.close();
  await database.drop();
});

it.each<[string, (tx: Tx) => Promise<unknown>, string]>([
  ['lanes with something to do', (tx) => unheard.findDue(tx, 100), 'agent_turns_due'],
  ['agents that were given something', (tx) => unheard.findDue(tx, 100), 'conversations_unheard'],
  ['what is to be claimed', (tx) => turns.claim(tx, agentId, randomUUID(), 8), 'agent_turns_due'],
  ['when something is due', (tx) => turns.nextDueAt(tx, agentId), 'agent_turns_due'],
  ['what workers that vanished had', (tx) => turns.expired(tx, agentId), 'agent_turns_claimed'],
  ['what an agent was given', (tx) => unheard.hearOfAgent(tx, agentId, silentTypes), 'conversations_unheard'],
])('%s: by an index, without reading what is not asked for', async (_, read, index) => {
  const explaining = new Explaining();
  await worker.transaction((tx) => read(tx.withPlugin(explaining)));
  const text = explaining.plans.join('\n');
  expect(text).toContain(index);
  expect(text).not.toMatch(/"Seq Scan"[^{}]*"(?:conversations|agent_turns|messages)"/);
});

it('the turns of a conversation: by an index', async () => {
  const explaining = new Explaining();
  const explained = new (class extends Database {
    override inTenant<T>(_: TenantId, work: (tx: Tx) => Promise<T>): Promise<T> {
      return worker.transaction((tx) => work(tx.withPlugin(explaining)));
    }
  })(worker.pool);
  await new TurnsQueries(explained).list(tenantId, someId, AgentTurnsQuery.parse({}));
  expect(explaining.plans.join('\n')).toContain('agent_turns_by_conversation');
});
