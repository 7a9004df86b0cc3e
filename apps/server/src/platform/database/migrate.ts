import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { ensureRoles } from './roles.ts';

interface Migration {
  name: string;
  up: string;
  down: string;
}

// Two processes that start together must not migrate together; the number is ours alone in this database.
const MIGRATION_LOCK = 7_230_411;

/** `apps/server/migrations`, from the sources and from the bundle in `dist` alike. */
async function migrationsFolder(): Promise<string> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const candidate of ['../migrations', '../../migrations', '../../../migrations'].map((up) =>
    path.join(here, up),
  )) {
    const found = await readdir(candidate).catch(() => []);
    if (found.some((file) => file.endsWith('.up.sql'))) return candidate;
  }
  throw new Error(`No migrations found near ${here}`);
}

async function readMigrations(): Promise<Migration[]> {
  const folder = await migrationsFolder();
  const files = await readdir(folder);
  const names = files.filter((file) => file.endsWith('.up.sql')).map((file) => file.replace('.up.sql', ''));
  const read = (file: string) => readFile(path.join(folder, file), 'utf8');
  return Promise.all(
    names.toSorted().map(async (name) => ({
      name,
      up: await read(`${name}.up.sql`),
      down: await read(`${name}.down.sql`),
    })),
  );
}

async function appliedMigrations(client: Client): Promise<string[]> {
  await client.query(
    `create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query<{ name: string }>(`select name from schema_migrations order by name`);
  return rows.map((row) => row.name);
}

async function inTransaction(client: Client, statements: () => Promise<unknown>): Promise<void> {
  await client.query('begin');
  try {
    await statements();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function withMigrationClient<T>(
  connectionString: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString, application_name: 'recado migrations' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Brings the database up to date, each migration in a transaction of its own. Makes the roles first.
 * @returns names of the migrations that were applied now
 * @throws RolesMissing when the user may not make the roles
 */
export async function migrate(connectionString: string): Promise<string[]> {
  return withMigrationClient(connectionString, async (client) => {
    await ensureRoles(client);
    const applied = new Set(await appliedMigrations(client));
    const missing = (await readMigrations()).filter((migration) => !applied.has(migration.name));
    for (const migration of missing)
      await inTransaction(client, async () => {
        await client.query(migration.up);
        await client.query('insert into schema_migrations (name) values ($1)', [migration.name]);
      });
    return missing.map((migration) => migration.name);
  });
}

/**
 * Takes back the newest migrations, one transaction each.
 * @param steps how many; all of them by default
 * @returns names of the migrations that were taken back
 */
export async function migrateDown(
  connectionString: string,
  steps = Number.POSITIVE_INFINITY,
): Promise<string[]> {
  return withMigrationClient(connectionString, async (client) => {
    const applied = new Set(await appliedMigrations(client));
    const newestFirst = (await readMigrations())
      .filter((migration) => applied.has(migration.name))
      .toReversed();
    const undone = newestFirst.slice(0, steps);
    for (const migration of undone)
      await inTransaction(client, async () => {
        await client.query(migration.down);
        await client.query('delete from schema_migrations where name = $1', [migration.name]);
      });
    return undone.map((migration) => migration.name);
  });
}
