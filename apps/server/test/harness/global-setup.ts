import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { findPostmaster, stopPostmaster } from '../../src/platform/database/postmaster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the PostgreSQL of this run; test-database.ts makes databases in it. */
    testPostgres: { superuserUrl: string; ownerUrl: string; template: string };
  }
}

// The database that every test database is a copy of: migrated, and without rows.
const TEMPLATE_NAME = 'recado_template';

const FOLDER = /^recado-test-(\d+)-/;

/** Starts one PostgreSQL for the whole run and migrates the template once. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const dataDir = await mkdtemp(path.join(tmpdir(), `recado-test-${String(process.pid)}-`));
  const postgres = await startEmbeddedPostgres({ dataDir, isDurable: false, onLog: () => undefined });
  await createTemplate(postgres.superuserConnectionString);
  const template = new URL(postgres.connectionString);
  template.pathname = TEMPLATE_NAME;
  await migrate(template.href);
  project.provide('testPostgres', {
    superuserUrl: postgres.superuserConnectionString,
    ownerUrl: postgres.connectionString,
    template: TEMPLATE_NAME,
  });
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function createTemplate(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`create database ${TEMPLATE_NAME} owner recado`);
  } finally {
    await client.end();
  }
}

/** A run that was killed leaves its server running. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(FOLDER.exec(name)?.[1]);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const folder = path.join(tmpdir(), name);
    const cluster = path.join(folder, 'postgres/cluster');
    const postmaster = await findPostmaster(cluster);
    if (postmaster) await stopPostmaster(cluster, postmaster.pid);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined); // It may be another user's.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
