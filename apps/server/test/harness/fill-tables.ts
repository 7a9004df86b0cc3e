import type pg from 'pg';
import type { TenantId } from '@recado/contracts';

interface Column {
  table: string;
  name: string;
  type: string;
  hasDefault: boolean;
}

const columnsOfTables = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
    a.atthasdef or a.attidentity != '' as "hasDefault"
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    and c.relname != 'schema_migrations' and a.attgenerated = ''
  order by c.relname, a.attnum`;

/** The first value that a check such as `kind in ('phone', 'group')` allows. */
const allowedValue = `
  select substring(pg_get_constraintdef(oid) from $$'([^']+)'$$) as value
  from pg_constraint
  where contype = 'c' and conrelid = $1::regclass and pg_get_constraintdef(oid) ~ ('\\m' || $2 || '\\M')
    and pg_get_constraintdef(oid) like '%''%'`;

const valueOfType: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  bytea: `decode(md5(random()::text), 'hex')`,
  jsonb: `'{}'`,
  boolean: 'true',
  integer: '1',
  smallint: '1',
  bigint: '1',
  'timestamp with time zone': 'now()',
  inet: `'127.0.0.1'`,
  tsvector: `'a'`,
  'integer[]': `'{1}'`,
};

/**
 * Puts one row of the tenant into every table, whatever tables there are; where the tenant can have but one, one that is there stays.
 * @param client connected as a superuser: rows are not linked to each other, so foreign keys are left aside
 * @returns names of the tables
 */
export async function fillEveryTable(client: pg.Client, tenantId: TenantId): Promise<string[]> {
  await client.query('set session_replication_role = replica');
  const { rows: columns } = await client.query<Column>(columnsOfTables);
  const tables = Map.groupBy(columns, ({ table }) => table);
  for (const [table, all] of tables) {
    const given = all.filter(({ hasDefault, name }) => !hasDefault || isTenant(table, name));
    const values: string[] = [];
    for (const column of given) values.push(await valueFor(client, column, tenantId));
    const names = given.map(({ name }) => `"${name}"`).join(', ');
    await client.query(
      `insert into public."${table}" (${names}) values (${values.join(', ')}) on conflict do nothing`,
    );
  }
  await client.query('set session_replication_role = origin');
  return [...tables.keys()];
}

const isTenant = (table: string, column: string): boolean =>
  column === 'tenant_id' || (table === 'tenants' && column === 'id');

async function valueFor(client: pg.Client, column: Column, tenantId: TenantId): Promise<string> {
  if (isTenant(column.table, column.name)) return `'${tenantId}'`;
  const byType = valueOfType[column.type];
  if (byType !== undefined) return byType;
  const { rows } = await client.query<{ value: string }>(allowedValue, [
    `public."${column.table}"`,
    column.name,
  ]);
  return rows[0] === undefined ? `substr(md5(random()::text), 1, 8)` : `'${rows[0].value}'`;
}
