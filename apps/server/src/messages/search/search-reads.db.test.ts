import { randomUUID } from 'node:crypto';
import { MessageSearchQuery, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAppDatabase } from '../../../test/harness/app-database.ts';
import { ownerQuery, seedTenantRows } from '../../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { type Database, type Tx } from '../../platform/database/database.ts';
import { searchTerms } from './search-terms-policy.ts';
import { SearchQueries } from './search.queries.ts';

let testDatabase: TestDatabase;
let database: Database;
let queries: SearchQueries;
let tenantId: TenantId;
const conversationId = randomUUID();

// Two tenants with 20,000 messages each in 200 days; every second one has the frequent word, one in 4,000 the rare one.
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  database = openAppDatabase(testDatabase);
  queries = new SearchQueries(database);
  for (const id of [randomUUID(), conversationId]) {
    ({ tenantId } = await seedTenantRows(connectionString));
    await ownerQuery(
      testDatabase,
      `with i as (insert into instances (id, tenant_id, name, phone_number, channel) values ($1, $2, 'i', '+55', 'web')),
       k as (insert into contacts (id, tenant_id) values ($1, $2)),
       c as (insert into conversations (id, tenant_id, instance_id, contact_id) values ($1, $2, $1, $1))
       insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, direction, status, content, created_at)
       select gen_random_uuid(), $2, $1, $1, 'r', 's', 'inbound', 'delivered', jsonb_build_object('type', 'text', 'content',
           'palavra' || n || case n % 2 when 0 then ' frequente' else '' end || case n % 4000 when 7 then ' raridade' else '' end),
         timestamptz '2026-11-20 12:00Z' - n * interval '200 days' / 20000
       from generate_series(1, 20000) n`,
      [id, tenantId],
    );
  }
  await ownerQuery(testDatabase, 'analyze');
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

interface Reads {
  relname: string;
  seq_scan: number;
  fetched: number;
}

/** What a search reads of the two big tables, as PostgreSQL counts it for the transaction; also inside functions. */
async function readsOf(
  text: string,
  filters: Record<string, unknown>,
): Promise<{ found: number; reads: Reads[] }> {
  const query = MessageSearchQuery.parse({ text, limit: 10, ...filters });
  return database.inTenant(tenantId, async (tx) => {
    const before = await readsSoFar(tx);
    const rows = await queries.find(tenantId, searchTerms(text), query, undefined);
    const after = await readsSoFar(tx);
    const reads = after.map((table, place) => ({
      relname: table.relname,
      seq_scan: table.seq_scan - (before[place]?.seq_scan ?? 0),
      fetched: table.fetched - (before[place]?.fetched ?? 0),
    }));
    return { found: rows.length, reads };
  });
}

// Counts of earlier transactions stay among them for a while.
async function readsSoFar(tx: Tx): Promise<Reads[]> {
  const { rows } = await sql<Reads>`
    select relname, seq_scan, coalesce(idx_tup_fetch, 0) as fetched
    from pg_stat_xact_user_tables
    where relname in ('messages', 'message_search')
    order by relname`.execute(tx);
  return rows;
}

it.each<[string, string, Record<string, unknown>, number, number]>([
  ['a frequent word', 'frequente', {}, 11, 3_050],
  ['a frequent word half a year ago', 'frequente ', { to: '2026-05-20T00:00:00Z' }, 11, 3_050],
  ['a rare word', 'raridade', {}, 5, 6_050],
  ['a word that is not there', 'ausente', {}, 0, 6_050],
  ['a frequent word and a rare one', 'frequente raridade', {}, 0, 6_050],
  ['a frequent word in a conversation', 'frequente ', { conversationId }, 11, 5_500],
])('%s is found without reading through a table', async (_, text, filters, found, mostFetched) => {
  const result = await readsOf(text, filters);
  expect(result.found).toBe(found);
  for (const { relname, seq_scan, fetched } of result.reads) {
    expect([relname, seq_scan]).toEqual([relname, 0]);
    expect(fetched, relname).toBeLessThanOrEqual(mostFetched);
  }
});
