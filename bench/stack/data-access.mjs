/**
 * Data access: the same insert of one message, a pool of 10, 20 calls at a time, each client in a process of its own;
 * then what a transaction under row-level security adds.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { flags, measure, report } from './measure.mjs';
import { withPostgres } from './scratch-postgres.mjs';

const POOL = { max: 10 };
const CONCURRENCY = 20;
const tenant = '0198f3c0-0000-7000-8000-000000000001';
const content = { type: 'text', content: 'Olá, como posso ajudar?' };
const row = () => ({
  id: randomUUID(),
  instance_id: tenant,
  recipient: '+5511999999999',
  content: JSON.stringify(content),
  status: 'pending',
});
const insert = `insert into messages (id, instance_id, recipient, content, status) values ($1, $2, $3, $4, $5) returning id, created_at`;

/** Each opens a client and gives the call to measure. */
const candidates = {
  pg: (connectionString) => {
    const pool = new pg.Pool({ connectionString, ...POOL });
    return () => pool.query({ name: 'insert', text: insert, values: Object.values(row()) });
  },
  Kysely: (connectionString) => {
    const database = new Kysely({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, ...POOL }) }),
    });
    return () =>
      database.insertInto('messages').values(row()).returning(['id', 'created_at']).executeTakeFirstOrThrow();
  },
  Drizzle: async (connectionString) => {
    const { openDrizzle } = await import('./specified/drizzle.mjs');
    const add = openDrizzle(new pg.Pool({ connectionString, ...POOL }));
    return () =>
      add({ id: randomUUID(), instanceId: tenant, recipient: '+5511999999999', content, status: 'pending' });
  },
  Prisma: async (connectionString) => {
    const { openPrisma } = await import('./specified/prisma.mjs');
    const add = openPrisma({ connectionString, ...POOL });
    return () =>
      add({ id: randomUUID(), instanceId: tenant, recipient: '+5511999999999', content, status: 'pending' });
  },
  'pg, in a transaction': (connectionString) => inTransaction({ connectionString, ...POOL }, 'begin'),
  'pg, in a transaction under row-level security': (connectionString) =>
    inTransaction(
      { connectionString, ...POOL, options: '-c role=bench_app' },
      `begin; select set_config('app.tenant', '${tenant}', true)`,
    ),
};

function inTransaction(options, begin) {
  const pool = new pg.Pool(options);
  return async () => {
    const client = await pool.connect();
    try {
      await client.query(begin);
      await client.query({ name: 'insert', text: insert, values: Object.values(row()) });
      await client.query('commit');
    } finally {
      client.release();
    }
  };
}

const schema = `
  create table messages (
    id uuid primary key, instance_id uuid not null, recipient text not null, content jsonb not null, status text not null,
    created_at timestamptz not null default now()
  );
  alter table messages enable row level security;
  create policy one_tenant on messages to bench_app using (instance_id = current_setting('app.tenant', true)::uuid);
  grant select, insert on messages to bench_app`;

async function prepare(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query('create role bench_app nologin; grant bench_app to current_user');
  await client.query(schema);
  await client.end();
}

/** In a child: one candidate, its figures on standard output. */
async function measureOne(name, connectionString) {
  const work = await candidates[name](connectionString);
  console.log(JSON.stringify(await measure(work, { concurrency: CONCURRENCY })));
  process.exit(0);
}

const [, , only, address] = process.argv;
if (only in candidates) await measureOne(only, address);
await withPostgres(async (connectionString) => {
  await prepare(connectionString);
  const rows = {};
  for (const name of Object.keys(candidates)) {
    const output = execFileSync(process.execPath, [import.meta.filename, name, connectionString, ...flags]);
    rows[name] = JSON.parse(output);
  }
  await report('Data access: one insert', rows);
});
