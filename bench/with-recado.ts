import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ADMINISTRATOR, administratorAt, type ApiClient } from '../e2e/harness/api.ts';
import { startScratchPostgres } from '../e2e/harness/postgres.ts';
import { startServerProcess, type ServerProcess } from '../e2e/harness/server-process.ts';
import { postmasterPid } from './throughput/postmaster.ts';

/** What each process is to do, and settings that all of them get. */
export interface Fleet {
  roles: readonly ('all' | 'api' | 'worker')[];
  settings?: Record<string, string>;
}

export interface Started {
  /** Signed in at the first process. */
  client: ApiClient;
  database: pg.Client;
  databaseUrl: string;
  /** Processes whose time counts, with all below them. */
  pids: number[];
}

/** Recado on a fresh, durable database, for as long as the work takes. */
export async function withRecado<T>(
  { roles, settings = {} }: Fleet,
  work: (started: Started) => Promise<T>,
): Promise<T> {
  const postgres = await startScratchPostgres({ isDurable: true });
  const databaseUrl = postgres.connectionString;
  const servers: ServerProcess[] = [];
  const database = new pg.Client({ connectionString: databaseUrl });
  try {
    const shared = {
      ...ADMINISTRATOR,
      DATABASE_URL: databaseUrl,
      RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
      ...settings,
    };
    for (const role of roles)
      servers.push(await startServerProcess({ settings: { ...shared, RECADO_ROLE: role } }));
    const client = await administratorAt(servers[0]?.url ?? '');
    await database.connect();
    const pids = [...servers.map(({ pid }) => pid), await postmasterPid(databaseUrl)];
    return await work({ client, database, databaseUrl, pids });
  } finally {
    await database.end();
    for (const server of servers) await server.stop();
    await postgres.stop();
  }
}

export const API_AND_WORKER: Fleet = { roles: ['api', 'worker'] };
