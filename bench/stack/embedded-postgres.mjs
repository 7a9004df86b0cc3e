/** The embedded PostgreSQL: time to the first answer on an empty folder and on one with data, and of one test database. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../apps/server/src/platform/database/embedded-postgres.ts';
import { migrate } from '../../apps/server/src/platform/database/migrate.ts';
import { report, rounded } from './measure.mjs';

const rows = {};
async function timed(title, work) {
  const startedAt = performance.now();
  const result = await work();
  rows[title] = { seconds: rounded((performance.now() - startedAt) / 1000) };
  return result;
}

const dataDir = await mkdtemp(path.join(tmpdir(), 'recado-bench-'));
const start = () => startEmbeddedPostgres({ dataDir, onLog: () => undefined });
try {
  const first = await timed('initdb and start on an empty folder', start);
  await timed('all migrations', () => migrate(first.connectionString));
  await timed('stop', () => first.stop());
  const second = await timed('start on a folder with data', start);
  const client = new pg.Client({ connectionString: second.superuserConnectionString });
  await client.connect();
  const template = new URL(second.connectionString).pathname.slice(1);
  await timed('a migrated database of its own for one test file', () =>
    client.query(`create database copy template ${template} strategy file_copy`),
  );
  await client.end();
  await second.stop();
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
await report('Embedded PostgreSQL', rows);
