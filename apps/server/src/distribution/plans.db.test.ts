import { ConversationId, type InstanceId, type TenantId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedAgent, seedInstance } from '../../test/harness/conversations.ts';
import { Explaining } from '../../test/harness/explaining.ts';
import { ownerQuery, seedTenantRows } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { Database, WorkerDatabase, type Tx } from '../platform/database/database.ts';
import { QueueRepository } from './deciding/queue.repository.ts';
import { RosterQueries } from './deciding/roster.queries.ts';
import { DistributionQueries } from './handling/distribution.queries.ts';
import {
  DistributionSettingsRepository,
  type HeldInstance,
} from './settings/distribution-settings.repository.ts';

const someId = ConversationId.parse('0198f3c0-0000-7000-8000-000000000000');

let test: TestApp;
let held: HeldInstance;
let tenantId: TenantId;
let instanceId: InstanceId;

/** Two instances with thousands of conversations each, most of them closed, and twenty agents. */
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  ({ tenantId } = await seedTenantRows(test.database.connectionString));
  for (let instances = 0; instances < 2; instances += 1) {
    instanceId = await seedInstance(test, tenantId);
    for (let agents = 0; agents < 20; agents += 1) await seedAgent(test, tenantId, { instanceId });
    await ownerQuery(
      test.database,
      `with new_contacts as (
         insert into contacts (id, tenant_id) select gen_random_uuid(), $1 from generate_series(1, 8000) returning id
       ),
       team as (select id, row_number() over () - 1 as n from agents where instance_id = $2)
       insert into conversations
         (id, tenant_id, instance_id, contact_id, status, agent_id, assigned_at, opened_at, last_inbound_at, waiting_since)
       select gen_random_uuid(), $1, $2, c.id,
         case when c.n % 8 = 2 then 'waiting' when c.n % 10 < 2 then 'open' else 'closed' end, team.id,
         now() - c.n * interval '1 second', now(), now() - c.n * interval '1 minute',
         case when c.n % 8 = 2 then now() - c.n * interval '1 minute' end
       from (select id, row_number() over () as n from new_contacts) c
       left join team on c.n % 10 = 0 and team.n = c.n / 10 % 20`,
      [tenantId, instanceId],
    );
    await ownerQuery(
      test.database,
      `insert into distribution_settings (instance_id, tenant_id, chain, next_look_at)
       values ($2, $1, '[{"rule": "least_busy", "agents": "human"}]', now() - interval '1 minute')`,
      [tenantId, instanceId],
    );
  }
  await ownerQuery(
    test.database,
    `insert into message_distributions (id, tenant_id, instance_id, conversation_id, agent_id, distribution_rule, cause, completed_at)
     select gen_random_uuid(), tenant_id, instance_id, id, agent_id, 'least_busy', 'arrival', case when status = 'closed' then now() end
     from conversations`,
  );
  await ownerQuery(test.database, 'analyze');
  const found = await test.app
    .get(WorkerDatabase)
    .transaction((tx) => settings().hold(tenantId, tx, instanceId));
  if (found === undefined) throw new Error('The settings are missing');
  held = found;
});
afterAll(() => test.close());

const settings = () => test.app.get(DistributionSettingsRepository, { strict: false });
const roster = () => test.app.get(RosterQueries, { strict: false });
const decisions = () => test.app.get(DistributionQueries, { strict: false });
const queue = () => test.app.get(QueueRepository, { strict: false });

it.each<[string, (tx: Tx) => Promise<unknown>, string]>([
  ['who waits', (tx) => queue().waiting(held, tx), 'conversations_waiting'],
  [
    'who waits farther behind',
    (tx) => queue().waiting(held, tx, { at: held.now.toISOString(), id: someId }),
    'conversations_waiting',
  ],
  ['conversations of agents who left', (tx) => queue().ofGoneAgents(held, tx), 'conversations_by_agent'],
  [
    'who waits for an answer',
    (tx) => queue().unanswered(held, tx, { before: held.now }),
    'conversations_unanswered',
  ],
  [
    'who is next to wait too long',
    (tx) => queue().nextUnanswered(held, tx, 60_000),
    'conversations_unanswered',
  ],
  ['whom nobody has', (tx) => queue().unassigned(held, tx), 'conversations_unassigned'],
  [
    'the agents with their loads',
    (tx) => roster().of(tenantId, tx, instanceId, held),
    'conversations_by_agent',
  ],
  [
    'decisions',
    (tx) => decisions().decisions(tenantId, tx, someId, { limit: 50 }),
    'message_distributions_by_conversation',
  ],
  ['instances that are due', (tx) => settings().findDue(tx, 1_000), 'distribution_settings'],
])('%s: by an index, without reading what is not asked for', async (_, read, index) => {
  const explaining = new Explaining();
  await test.app.get(Database).inTenant(tenantId, async (tx) => {
    await read(tx.withPlugin(explaining));
  });
  const text = explaining.plans.join('\n');
  expect(text).toContain(index);
  expect(text).not.toMatch(/"Seq Scan"[^{}]*"(?:conversations|message_distributions)"/);
});
