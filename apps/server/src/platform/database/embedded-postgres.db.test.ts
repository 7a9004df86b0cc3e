import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

let dataDir: string;
let log: string[] = [];
let running: EmbeddedPostgres | undefined;

const start = async (): Promise<EmbeddedPostgres> => {
  log = [];
  running = await startEmbeddedPostgres({ dataDir, isDurable: false, onLog: (line) => log.push(line) });
  return running;
};

const query = async (connectionString: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

// mkdtemp gives mode 0700: the user postgres cannot walk there when the tests run as root.
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'recado-embedded-'));
});
afterEach(async () => {
  await running?.stop();
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

// Starts and stops real servers, which a busy machine slows down more than anything else here.
describe('an embedded PostgreSQL', { timeout: 60_000 }, () => {
  test('starts on an empty folder, with an owner that is not a superuser', async () => {
    const postgres = await start();
    const rows = await query(
      postgres.connectionString,
      `select current_user as name, rolsuper, rolcreaterole, current_database() as database,
              current_setting('server_encoding') as encoding
         from pg_roles where rolname = current_user`,
    );
    expect(rows).toEqual([
      { name: 'recado', rolsuper: false, rolcreaterole: true, database: 'recado', encoding: 'UTF8' },
    ]);
  });

  test('keeps its passwords in a file that only its owner reads, and turns a wrong one away', async () => {
    const postgres = await start();
    const { mode } = await stat(path.join(dataDir, 'postgres/access.json'));
    expect(mode & 0o777).toBe(0o600);
    const wrong = new URL(postgres.connectionString);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  test('keeps rows and port over a stop and a start', async () => {
    const first = await start();
    await query(first.connectionString, 'create table kept as select 7 as number');
    await first.stop();
    const second = await start();
    expect(await query(second.connectionString, 'select number from kept')).toEqual([{ number: 7 }]);
    expect(second.port).toBe(first.port);
    expect(log).toEqual([]);
  });

  test('moves to another port when its own is taken', async () => {
    const first = await start();
    await first.stop();
    const squatter = await listen(first.port);
    const second = await start();
    expect(second.port).not.toBe(first.port);
    squatter.close();
  });

  test('refuses a second owner while the first lives', async () => {
    const first = await start();
    const second = startEmbeddedPostgres({ dataDir, onLog: () => undefined });
    await expect(second).rejects.toThrow(
      `Recado is already running on this data folder (process ${String(process.pid)}, PostgreSQL on port ${String(first.port)})`,
    );
  });

  test('takes over the server that a killed Recado left running', async () => {
    const { child, port } = await startInChild();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const adopted = await start();
    expect(adopted.port).toBe(port);
    expect(log).toEqual([expect.stringContaining('taking over')]);
  });

  test('recovers after a kill -9 of the server too, though its process number lives on elsewhere', async () => {
    const { child } = await startInChild();
    process.kill(await readPostmasterPid(), 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await rewritePidFile(process.ppid);
    const restarted = await start();
    expect(await query(restarted.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('is made once when two start at the same time', async () => {
    await rm(path.join(dataDir, 'postgres'), { recursive: true });
    const starts = [startInChild(), startInChild()];
    const outcomes = await Promise.allSettled(starts);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = await Promise.any(starts);
    winner.child.kill('SIGTERM');
    await once(winner.child, 'exit');
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });
});

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Another Recado, as far as PostgreSQL can tell: it stops on SIGTERM, and dies at once on SIGKILL. */
async function startInChild(): Promise<{ child: ChildProcess; port: number }> {
  const program = path.join(import.meta.dirname, '../../../test/harness/embedded-postgres-process.ts');
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [first] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => ['']),
  ]);
  const port = Number(first);
  if (port > 0) return { child, port };
  throw new Error('the other process did not start');
}

const pidFile = (): string => path.join(dataDir, 'postgres/cluster/postmaster.pid');

async function readPostmasterPid(): Promise<number> {
  return Number.parseInt(await readFile(pidFile(), 'utf8'), 10);
}

async function rewritePidFile(pid: number): Promise<void> {
  const text = await readFile(pidFile(), 'utf8');
  await writeFile(pidFile(), text.replace(/^\d+/, String(pid)));
}
