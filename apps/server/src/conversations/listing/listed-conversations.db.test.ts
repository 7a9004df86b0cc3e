import { randomUUID } from 'node:crypto';
import { ConversationsQuery, type AgentId, type InstanceId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedAgent, seedInstance } from '../../../test/harness/conversations.ts';
import { ownerQuery, seedTenantRows } from '../../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { Database } from '../../platform/database/database.ts';
import { automaticCaller } from '../../platform/http/caller.ts';
import { encodeCursor } from '../../platform/http/cursor.ts';
import { ListedConversationsQueries } from './listed-conversations.queries.ts';

let test: TestApp;
let tenantId: TenantId;
let instanceId: InstanceId;
let agentId: AgentId;

/** Two tenants with thousands of conversations each, so that PostgreSQL has reason to use its indexes. */
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  for (let tenants = 0; tenants < 2; tenants += 1) {
    ({ tenantId } = await seedTenantRows(test.database.connectionString));
    instanceId = await seedInstance(test, tenantId);
    agentId = await seedAgent(test, tenantId, { instanceId });
    await ownerQuery(
      test.database,
      `with new_contacts as (
         insert into contacts (id, tenant_id, name)
         select gen_random_uuid(), $1, case i % 500 when 0 then 'Rara ' else 'Ana ' end || i from generate_series(1, 8000) i
         returning id
       )
       insert into conversations (id, tenant_id, instance_id, contact_id, status, agent_id, labels, last_message_at, waiting_since)
       select gen_random_uuid(), $1, $2, id,
         (array['open', 'pending', 'waiting', 'closed'])[1 + n % 4], case when n % 4 < 2 and n % 10 = 0 then $3::uuid end,
         case when n % 1000 = 0 then '{raro}'::text[] when n % 2 = 0 then '{comum}' else '{}' end,
         now() - n * interval '1 second', case when n % 4 = 2 then now() - n * interval '1 minute' end
       from (select id, row_number() over () as n from new_contacts) numbered`,
      [tenantId, instanceId, agentId],
    );
  }
  await ownerQuery(
    test.database,
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status)
     select gen_random_uuid(), tenant_id, instance_id, id, 'r', 's', '{"type": "text", "content": "oi"}', 'inbound', 'delivered'
     from conversations`,
  );
  await ownerQuery(test.database, 'analyze');
});
afterAll(() => test.close());

const halfAnHourAgo = (Date.now() - 30 * 60_000) * 1_000;
const aPlace = encodeCursor(String(halfAnHourAgo), '0198f3c0-0000-7000-8000-000000000000');

/** What PostgreSQL does for a list, as the role of requests. */
async function planOf(query: object): Promise<string> {
  const caller = automaticCaller(tenantId, agentId);
  const queries = test.app.get(ListedConversationsQueries, { strict: false });
  return test.app.get(Database).inTenant(tenantId, async (tx) => {
    const page = await queries.page(tx, caller, ConversationsQuery.parse(query));
    const { rows } = await sql<{ 'QUERY PLAN': unknown }>`explain (analyze, format json) ${page}`.execute(tx);
    return JSON.stringify(rows);
  });
}

it.each<[string, () => object, string]>([
  ['everything', () => ({}), 'conversations_by_status'],
  ['a later page', () => ({ cursor: aPlace }), 'conversations_by_status'],
  ['some statuses', () => ({ status: ['open', 'waiting'] }), 'conversations_by_status'],
  ['one instance', () => ({ instanceId }), 'conversations_by_status'],
  ['what nobody has', () => ({ unassigned: 'true' }), 'conversations_by_status'],
  ['what an agent has', () => ({ agentId }), 'conversations_by_agent'],
  ['who waits longest', () => ({ order: 'longest_waiting' }), 'conversations_waiting'],
  [
    'a later page of who waits',
    () => ({ order: 'longest_waiting', cursor: aPlace }),
    'conversations_waiting',
  ],
])('%s reads few rows, by its index', async (_, query, index) => {
  const plan = await planOf(query());
  expect(plan).toContain(index);
  expect(plan).toContain('messages_by_conversation');
  expect(plan).not.toMatch(/"Seq Scan","[^}]*"Relation Name":"(conversations|messages|contacts)"/);
  expect(mostRowsOf(plan)).toBeLessThanOrEqual(4 * 51);
});

/** The most rows that one step of the plan gave, or threw away, over all its turns. */
function mostRowsOf(plan: string): number {
  const counts = [...plan.matchAll(/"(?:Actual Rows|Rows Removed by Filter)":([\d.]+)/g)];
  expect(counts.length).toBeGreaterThan(5);
  return Math.max(...counts.map(([, count]) => Number(count)));
}

it.each([
  ['a label that few have', { label: 'raro' }, 8],
  ['a label that many have', { label: 'comum' }, 51],
  ['a name that few have', { text: 'rara' }, 16],
  ['a name that nearly all have', { text: 'ana' }, 51],
  ['a name of nobody', { text: 'zzz' }, 0],
])('%s is found without reading every conversation', async (_, query, expected) => {
  const caller = automaticCaller(tenantId, agentId);
  const queries = test.app.get(ListedConversationsQueries, { strict: false });
  const { items, nextCursor } = await queries.list(caller, ConversationsQuery.parse(query));
  expect(items).toHaveLength(Math.min(expected, 50));
  expect(nextCursor !== null).toBe(expected > 50);
  const plan = await planOf(query);
  expect(plan).not.toMatch(/"Node Type":"Seq Scan"[^}]*"Relation Name":"(conversations|messages|contacts)"/);
  expect(mostRowsOf(plan)).toBeLessThan(1_500);
});

it('another instance’s id finds nothing', async () => {
  const queries = test.app.get(ListedConversationsQueries, { strict: false });
  const query = ConversationsQuery.parse({ instanceId: randomUUID() });
  expect((await queries.list(automaticCaller(tenantId, agentId), query)).items).toEqual([]);
});
