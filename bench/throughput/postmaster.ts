import { readFile } from 'node:fs/promises';
import pg from 'pg';

/** The process of PostgreSQL's postmaster, the parent of the one that serves a connection. */
export async function postmasterPid(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const status = await readFile(`/proc/${String(rows[0]?.pid)}/status`, 'utf8');
    return Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]);
  } finally {
    await client.end();
  }
}
