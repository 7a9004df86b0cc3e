import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TenantId } from '@recado/contracts';
import { seedAgent, seedInstance } from '../../test/harness/conversations.ts';
import { Explaining } from '../../test/harness/explaining.ts';
import { ownerQuery, seedTenantRows } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { BacklogQueries } from '../backlog/index.ts';
import { BrokerBacklog } from '../brokers/index.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { FleetQueries } from './fleet.queries.ts';
import { StuckLanesQueries } from './stuck-lanes.queries.ts';

let test: TestApp;

/** Much that is done, in every table that has work, and a little that is late; a process holds a lane of each kind. */
const statements = (tenantId: TenantId, instanceId: string, agentId: string) => [
  `insert into contacts (id, tenant_id) select gen_random_uuid(), '${tenantId}' from generate_series(1, 5000)`,
  `insert into conversations (id, tenant_id, instance_id, contact_id, status, agent_id, assigned_at, agent_heard_at)
   select gen_random_uuid(), '${tenantId}', '${instanceId}', id, 'pending', '${agentId}', now(), now() from contacts`,
  `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status)
   select gen_random_uuid(), '${tenantId}', '${instanceId}', id, 'r', 's', '{"type":"text","content":"a"}', 'outbound', 'read'
   from conversations`,
  `insert into agent_turns (id, tenant_id, instance_id, conversation_id, agent_id, message_id, state)
   select gen_random_uuid(), '${tenantId}', '${instanceId}', conversation_id, '${agentId}', id, 'done' from messages`,
  `insert into inbound_events (id, tenant_id, instance_id, event_key, kind, payload, state)
   select gen_random_uuid(), '${tenantId}', '${instanceId}', n::text, 'message', '{}', 'done' from generate_series(1, 5000) n`,
  `insert into media (id, tenant_id, instance_id, kind, mime_type, state)
   select gen_random_uuid(), '${tenantId}', '${instanceId}', 'image', 'image/png', 'stored' from generate_series(1, 5000)`,
  `insert into webhooks (tenant_id, url) select '${tenantId}', 'https://example.com/' || n from generate_series(1, 20) n`,
  `insert into events (id, tenant_id, type, data)
   select gen_random_uuid(), '${tenantId}', 'message.sent', '{}' from generate_series(1, 5000)`,
  `insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, state)
   select '${tenantId}', (select id from webhooks limit 1), id, type, 'delivered' from events`,
  `insert into webhook_replays (id, tenant_id, webhook_id, from_time, to_time, state)
   select gen_random_uuid(), '${tenantId}', (select id from webhooks limit 1), now(), now(), 'completed' from generate_series(1, 5000)`,
  `insert into broadcasts (id, tenant_id, instance_id, name, content, state, rate_per_minute, starts_at, total)
   select gen_random_uuid(), '${tenantId}', '${instanceId}', 'b', '{}', 'completed', 60, now(), 1 from generate_series(1, 5000)`,
  `insert into broadcast_recipients (tenant_id, broadcast_id, place, phone_number, state)
   select '${tenantId}', id, 1, '+5511', 'accepted' from broadcasts`,
  `update messages set status = 'pending', run_at = now() - interval '1 hour' where id = (select id from messages limit 1)`,
  `update instances set status = 'connected'`,
  `insert into leases (kind, id, holder, expires_at)
   select kind, '${instanceId}', gen_random_uuid(), now() + interval '1 hour'
   from unnest('{send,inbound,webhook,webhook-replay,automation,broadcast,distribution,media,consent}'::text[]) kind`,
];

const large =
  'messages|inbound_events|media|webhook_deliveries|webhook_replays|agent_turns|conversations|broadcasts|broadcast_recipients|events';

beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  const { tenantId } = await seedTenantRows(test.database.connectionString);
  const instanceId = await seedInstance(test, tenantId);
  const agentId = await seedAgent(test, tenantId, { instanceId, type: 'bot' });
  for (const statement of statements(tenantId, instanceId, agentId))
    await ownerQuery(test.database, statement);
  await ownerQuery(test.database, 'vacuum analyze');
});
afterAll(() => test.close());

it.each<[string, (database: WorkerDatabase) => Promise<unknown>, string[]]>([
  [
    'what is stuck',
    (database) => new StuckLanesQueries(database, test.app.get(BrokerBacklog, { strict: false })).stuck(),
    ['messages_due', 'webhook_deliveries_due', 'agent_turns_due', 'media_to_fetch', 'conversations_unheard'],
  ],
  [
    'what is held, with its work',
    (database) => new FleetQueries(database, test.app.get(BrokerBacklog, { strict: false })).held(),
    ['messages_due', 'webhook_deliveries_due', 'agent_turns_due', 'media_to_fetch', 'conversations_waiting'],
  ],
  [
    'what waits',
    (database) => new BacklogQueries(database).read(),
    ['agent_turns_due', 'broadcasts_due', 'webhook_deliveries_due'],
  ],
])('%s: by indexes, without reading what is done', async (_, read, indexes) => {
  const explaining = new Explaining();
  const explained = new (class extends WorkerDatabase {
    override get statements() {
      return super.statements.withPlugin(explaining);
    }
  })(test.app.get(WorkerDatabase).pool);
  await read(explained);
  const text = explaining.plans.join('\n');
  for (const index of indexes) expect(text).toContain(`"${index}"`);
  expect(text).not.toMatch(new RegExp(`"Seq Scan"[^{}]*"Relation Name":"(?:${large})"`));
});
