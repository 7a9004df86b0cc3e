import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ADMINISTRATOR, administratorAt, type ApiClient } from '../../e2e/harness/api.ts';
import { startScratchPostgres } from '../../e2e/harness/postgres.ts';
import { startServerProcess, type ServerProcess } from '../../e2e/harness/server-process.ts';
import { postmasterPid } from '../throughput/postmaster.ts';

export interface Started {
  client: ApiClient;
  database: pg.Client;
  /** Processes whose time counts, with all below them. */
  pids: number[];
}

/** An api and a worker process on a fresh, durable database, for as long as the work takes. */
export async function withRecado<T>(work: (started: Started) => Promise<T>): Promise<T> {
  const postgres = await startScratchPostgres({ isDurable: true });
  const servers: ServerProcess[] = [];
  const database = new pg.Client({ connectionString: postgres.connectionString });
  try {
    const settings = {
      ...ADMINISTRATOR,
      DATABASE_URL: postgres.connectionString,
      RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
    };
    for (const role of ['api', 'worker'])
      servers.push(await startServerProcess({ settings: { ...settings, RECADO_ROLE: role } }));
    const client = await administratorAt(servers[0]?.url ?? '');
    await database.connect();
    const pids = [...servers.map(({ pid }) => pid), await postmasterPid(postgres.connectionString)];
    return await work({ client, database, pids });
  } finally {
    await database.end();
    for (const server of servers) await server.stop();
    await postgres.stop();
  }
}
