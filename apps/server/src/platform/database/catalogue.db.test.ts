import { randomUUID } from 'node:crypto';
import { TenantId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { fillEveryTable } from '../../../test/harness/fill-tables.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { migrate, migrateDown } from './migrate.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';

/** Tables of no tenant: how far a broker is, whose lane it is, which migrations ran, how often a sign-in failed. */
const OF_NO_TENANT = ['broker_cursors', 'leases', 'processes', 'rate_limits', 'schema_migrations', 'workers'];

const tenantId = TenantId.parse(randomUUID());
const otherTenantId = TenantId.parse(randomUUID());

let database: TestDatabase;
let owner: pg.Client;
let superuser: pg.Client;
let tables: string[];

async function connect(address: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return client;
}

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.connectionString);
  const address = new URL(inject('testPostgres').superuserUrl);
  address.pathname = new URL(database.connectionString).pathname;
  superuser = await connect(address.href);
  tables = await fillEveryTable(superuser, tenantId);
});
afterAll(async () => {
  await Promise.all([owner.end(), superuser.end()]);
  await database.drop();
});

const namesOf = async (sql: string): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(sql);
  return rows.map(({ name }) => name);
};

/** Runs statements as the role of requests, with a tenant or with none, and takes them back. */
async function asApp<T>(tenant: TenantId | undefined, work: () => Promise<T>): Promise<T> {
  await owner.query(`begin; set local role ${APP_ROLE}`);
  if (tenant !== undefined) await owner.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
  try {
    return await work();
  } finally {
    await owner.query('rollback');
  }
}

const ofTenants = () => tables.filter((table) => !OF_NO_TENANT.includes(table));
const count = async (table: string) => {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*)::int as count from public."${table}"`,
  );
  return rows[0]?.count;
};
const countAll = async () => {
  const counts: [table: string, count: number | undefined][] = [];
  for (const table of ofTenants()) counts.push([table, await count(table)]);
  return counts;
};

describe('the catalogue', () => {
  it('every table of tenants has row-level security, forced, with the three policies', async () => {
    const unprotected = await namesOf(`
      select c.relname as name
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not (
          c.relrowsecurity and c.relforcerowsecurity
          and (select array_agg(polname order by polname) from pg_policy where polrelid = c.oid)
            = array['one_tenant', 'owner_all', 'worker_all']::name[]
        )
      order by c.relname`);
    expect(unprotected).toEqual(OF_NO_TENANT);
  });

  it('every table of tenants names its tenant', async () => {
    const nameless = await namesOf(`
      select c.relname as name
      from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not exists (
          select from pg_attribute
          where attrelid = c.oid and attname = 'tenant_id' and attnotnull and atttypid = 'uuid'::regtype
        )
      order by c.relname`);
    expect(nameless).toEqual([...OF_NO_TENANT, 'tenants'].toSorted());
  });

  it('the roles of requests and workers have no way round it', async () => {
    const { rows } = await owner.query(
      `select rolname as name, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin
       from pg_roles where rolname = any($1) order by rolname`,
      [[APP_ROLE, WORKER_ROLE]],
    );
    const powerless = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false };
    expect(rows).toEqual([
      { name: APP_ROLE, ...powerless },
      { name: WORKER_ROLE, ...powerless },
    ]);
    const owned = await namesOf(
      `select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner
       where r.rolname in ('${APP_ROLE}', '${WORKER_ROLE}')`,
    );
    expect(owned).toEqual([]);
    const { rows: members } = await owner.query<{ isMember: boolean }>(
      `select pg_has_role($1, $2, 'member') as "isMember"`,
      [APP_ROLE, WORKER_ROLE],
    );
    expect(members).toEqual([{ isMember: false }]);
  });

  it('no view and no materialised view hides the policies of its tables', async () => {
    const open = await namesOf(`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace
        and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any(reloptions), false))`);
    expect(open).toEqual([]);
  });

  it('functions that run as the owner are look-ups of tenants and searches within one, with a search path of their own', async () => {
    const definers = await namesOf(`
      select proname as name from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef order by proname`);
    expect(definers).toEqual([
      'contacts_of_label',
      'contacts_of_text',
      'conversations_of_label',
      'search_messages',
      'tenant_for_api_key',
      'tenant_for_instance',
      'tenant_for_login',
      'tenant_for_refresh_token',
    ]);
    const unsafe = await namesOf(`
      select proname as name from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef
        and (proconfig is null or not 'search_path=pg_catalog, pg_temp' = any(proconfig))`);
    expect(unsafe).toEqual([]);
  });
});

describe('row-level security, with a row of one tenant in every table', () => {
  it('this tenant sees its row in each', async () => {
    expect(await asApp(tenantId, countAll)).toEqual(ofTenants().map((table) => [table, 1]));
  });

  it('another tenant sees none, and no tenant at all sees none', async () => {
    const none = ofTenants().map((table) => [table, 0]);
    expect(await asApp(otherTenantId, countAll)).toEqual(none);
    expect(await asApp(undefined, countAll)).toEqual(none);
  });

  it('another tenant changes and deletes nothing', async () => {
    for (const table of ofTenants()) {
      const column = table === 'tenants' ? 'id' : 'tenant_id';
      const changed = await asApp(otherTenantId, () =>
        owner.query(`update public."${table}" set "${column}" = "${column}"`),
      );
      const deleted = await asApp(otherTenantId, () => owner.query(`delete from public."${table}"`));
      expect([table, changed.rowCount, deleted.rowCount]).toEqual([table, 0, 0]);
    }
  });

  it('no tenant can put a row into another or move one there', async () => {
    for (const table of ofTenants()) {
      const column = table === 'tenants' ? 'id' : 'tenant_id';
      const moving = asApp(tenantId, () =>
        owner.query(`update public."${table}" set "${column}" = $1`, [otherTenantId]),
      );
      await expect(moving, table).rejects.toMatchObject({ code: '42501' });
    }
  });
});

// The last one, since it empties the database.
it('migrations go down and up again with a row in every table', async () => {
  const applied = await namesOf('select name from schema_migrations order by name');
  const before = await describeSchema();
  expect(await migrateDown(database.connectionString)).toEqual(applied.toReversed());
  expect(
    await namesOf(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
    ),
  ).toEqual(['schema_migrations']);
  expect(
    await namesOf(`select proname as name from pg_proc where pronamespace = 'public'::regnamespace`),
  ).toEqual([]);
  expect(await migrate(database.connectionString)).toEqual(applied);
  expect(await describeSchema()).toEqual(before);
});

it('each migration alone goes down and up again with rows in its tables', async () => {
  const applied = await namesOf('select name from schema_migrations order by name');
  await fillEveryTable(superuser, tenantId);
  for (const name of applied.toReversed()) {
    expect(await migrateDown(database.connectionString, 1)).toEqual([name]);
  }
  expect(await migrate(database.connectionString)).toEqual(applied);
});

const describeSchema = async () => {
  const { rows } = await owner.query<{ line: string }>(`
    select format('%s.%s %s %s', table_name, column_name, data_type, column_default) as line
    from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select format('%s %s', polrelid::regclass, polname) from pg_policy
    order by line`);
  return rows.map(({ line }) => line);
};
