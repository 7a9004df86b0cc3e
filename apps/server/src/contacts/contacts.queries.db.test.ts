import { ContactsExportQuery, ConversationId } from '@recado/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAppDatabase } from '../../test/harness/app-database.ts';
import { ownerQuery, seedTenantRows, type SeededRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { type Database, type Tx } from '../platform/database/database.ts';
import { ContactsQueries } from './contacts.queries.ts';
import { WritingConditions } from './writing/writing-conditions.queries.ts';

const ROWS = 20_000;
/** Candidates that are looked up first, and what a page reads of each: some hundreds at most where few match. */
const MOST_READ = 12_000;
const A_PLACE = '0198f3c0-0000-7000-8000-000000000000';

let testDatabase: TestDatabase;
let tenant: SeededRows;
let database: Database;
let queries: ContactsQueries;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  tenant = await seedTenantRows(testDatabase.connectionString);
  const other = await seedTenantRows(testDatabase.connectionString);
  database = openAppDatabase(testDatabase);
  queries = new ContactsQueries(database);
  for (const { tenantId } of [tenant, other])
    await ownerQuery(
      testDatabase,
      `with made as (
         insert into contacts (id, tenant_id, name, labels, consent, is_blocked)
         select gen_random_uuid(), $1, 'Cliente ' || i || case i % 5000 when 7 then ' Raro' else '' end,
           case i % 5000 when 7 then '{todos,raro}' else '{todos}' end::text[],
           case i % 1000 when 7 then 'opted_out' else 'unknown' end, i % 1000 = 9
         from generate_series(1, ${String(ROWS)}) i
         returning id
       )
       insert into contact_identities (tenant_id, kind, value, contact_id)
       select $1, 'phone', '+5511' || lpad((row_number() over ())::text, 9, '0'), id from made`,
      [tenantId],
    );
  await ownerQuery(
    testDatabase,
    `with line as (
       insert into instances (id, tenant_id, name, phone_number, channel)
       values (gen_random_uuid(), $1, 'n', '+551130000000', 'cloud') returning id, tenant_id
     )
     insert into conversations (id, tenant_id, instance_id, contact_id)
     select gen_random_uuid(), line.tenant_id, line.id, c.id from contacts c join line using (tenant_id)`,
    [tenant.tenantId],
  );
  await ownerQuery(testDatabase, 'analyze contacts, contact_identities, conversations');
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

interface Reads {
  /** Which tables were read from end to end. */
  sequential: string[];
  rows: number;
}

/** What this connection read so far of the tables that may hold a million rows, functions included. */
async function readsOf(tx: Tx): Promise<Map<string, { scans: number; rows: number }>> {
  const { rows } = await sql<{ name: string; scans: number; rows: number }>`
    select relname as name, seq_scan::int as scans, (idx_tup_fetch + seq_tup_read)::int as rows
    from pg_stat_xact_user_tables
    where relname in ('contacts', 'contact_identities', 'conversations')`.execute(tx);
  return new Map(rows.map(({ name, ...counts }) => [name, counts]));
}

async function readsBy(work: (tx: Tx) => Promise<unknown>): Promise<Reads> {
  return database.inTenant(tenant.tenantId, async (tx) => {
    const before = await readsOf(tx);
    await work(tx);
    const after = [...(await readsOf(tx))];
    return {
      sequential: after.flatMap(([name, { scans }]) =>
        scans > (before.get(name)?.scans ?? 0) ? [name] : [],
      ),
      rows: after.reduce((sum, [name, { rows }]) => sum + rows - (before.get(name)?.rows ?? 0), 0),
    };
  });
}

it.each<[string, Record<string, string>, string | undefined]>([
  ['the first page', {}, undefined],
  ['a later page', {}, A_PLACE],
  ['a frequent word', { text: 'cliente' }, undefined],
  ['a rare word', { text: 'raro' }, undefined],
  ['a word that nobody has', { text: 'ninguem' }, undefined],
  ['the beginning of a number', { text: '+55110000012' }, undefined],
  ['the end of a number', { text: '00777' }, undefined],
  ['a frequent label', { label: 'todos' }, A_PLACE],
  ['a rare label', { label: 'raro' }, undefined],
  ['who opted out', { consent: 'opted_out' }, undefined],
  ['who is blocked', { isBlocked: 'true' }, A_PLACE],
  ['a number', { phoneNumber: '+5511000000777' }, undefined],
])('%s reads few rows, by an index', async (_, filters, after) => {
  const reads = await readsBy(async (tx) => {
    const conditions = await queries.matching(
      tenant.tenantId,
      tx,
      ContactsExportQuery.parse(filters),
      undefined,
    );
    await queries.newestFirst(tenant.tenantId, tx, conditions, { after, limit: 51 });
  });
  expect(reads.sequential).toEqual([]);
  expect(reads.rows).toBeLessThan(MOST_READ);
});

it('whether 200 conversations may be written in is asked of the conversations and of those who may not alone', async () => {
  const rows = await ownerQuery(
    testDatabase,
    `select v.id from conversations v join contacts c on c.id = v.contact_id
     where v.tenant_id = $1 order by c.is_blocked or c.consent = 'opted_out' desc, v.id limit 200`,
    [tenant.tenantId],
  );
  const ids = rows.map(({ id }) => ConversationId.parse(id));
  let found = 0;
  const reads = await readsBy(async (tx) => {
    const conditions = await new WritingConditions().of(tenant.tenantId, tx, ids);
    expect(conditions.size).toBe(200);
    found = [...conditions.values()].filter(({ isBlocked, isOptedOut }) => isBlocked || isOptedOut).length;
  });
  expect(found).toBe(40);
  expect(reads.sequential).toEqual([]);
  expect(reads.rows).toBeLessThanOrEqual(200 + 80);
});
