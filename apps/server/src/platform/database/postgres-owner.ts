import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ClusterAccess } from './postgres-cluster.ts';

/** The process that lives on a data folder, held as an advisory lock for as long as its connection stands. */
export interface Ownership {
  /** Stops holding on to the lock; it ends with the server, which the owner is about to stop. */
  letGo(): void;
}

/** What came of trying to become the owner. */
export type OwnershipOutcome =
  { kind: 'owned'; ownership: Ownership } | { kind: 'taken'; ownerPid: number } | { kind: 'not-accepting' };

// The ordinary role and database that Recado itself uses.
const OWNER_NAME = 'recado';

// Any constant will do, as long as nothing else in the database `postgres` takes it: "reca" in ASCII.
const LOCK_KEY = 0x72656361;
const APPLICATION_PREFIX = 'recado-owner:';
const RETRY_MS = 100;
const TRIES_FOR_A_DEAD_OWNER = 20;
const CANNOT_CONNECT_NOW = '57P03';

/** The address of a database for the superuser. */
export function superuserUrl(port: number, access: ClusterAccess, database: string): string {
  return `postgresql://postgres:${access.superuserPassword}@127.0.0.1:${String(port)}/${database}`;
}

/** The address of Recado's database for its ordinary role. */
export function ownerUrl(port: number, access: ClusterAccess): string {
  return `postgresql://${OWNER_NAME}:${access.ownerPassword}@127.0.0.1:${String(port)}/${OWNER_NAME}`;
}

/**
 * Becomes the owner of a running cluster, unless a living process is. The lock ends with the owner's connection, however
 * the owner ends; so a kill -9 leaves nothing behind, and no process number is trusted.
 */
export async function takeOwnership(port: number, access: ClusterAccess): Promise<OwnershipOutcome> {
  const client = await connect(superuserUrl(port, access, 'postgres'));
  if (!client) return { kind: 'not-accepting' };
  for (let tries = 1; ; tries += 1) {
    if (await tryLock(client)) return { kind: 'owned', ownership: hold(client, port, access) };
    const ownerPid = await readOwnerPid(client);
    if (isAlive(ownerPid) || tries === TRIES_FOR_A_DEAD_OWNER) {
      await client.end();
      return { kind: 'taken', ownerPid };
    }
    await sleep(RETRY_MS); // The server has yet to notice that the owner's connection is gone.
  }
}

async function connect(connectionString: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString,
    application_name: `${APPLICATION_PREFIX}${String(process.pid)}`,
    keepAlive: true,
  });
  client.on('error', () => undefined); // Ends with the server, at the latest; queries then fail by themselves.
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (isNotAccepting(error)) return undefined;
    throw error;
  }
}

function isNotAccepting(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === CANNOT_CONNECT_NOW;
  return error instanceof Error && /ECONNREFUSED|ECONNRESET|terminated unexpectedly/.test(error.message);
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    LOCK_KEY,
  ]);
  return rows[0]?.locked === true;
}

async function readOwnerPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ application_name: string }>(
    `select activity.application_name
       from pg_locks lock
       join pg_stat_activity activity on activity.pid = lock.pid
      where lock.locktype = 'advisory' and lock.granted and lock.objid = $1`,
    [LOCK_KEY],
  );
  return Number(rows[0]?.application_name.slice(APPLICATION_PREFIX.length) ?? 0);
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Keeps the lock, also over a crash of one of PostgreSQL's backends, which ends the connections of all. */
function hold(first: pg.Client, port: number, access: ClusterAccess): Ownership {
  const released = new AbortController();
  const retake = async (): Promise<void> => {
    while (!released.signal.aborted) {
      await sleep(RETRY_MS, undefined, { ref: false });
      const next = await connect(superuserUrl(port, access, 'postgres')).catch(() => undefined);
      if (!next) continue;
      next.once('end', () => void retake());
      await tryLock(next).catch(() => next.end());
      return;
    }
  };
  first.once('end', () => void retake());
  return {
    letGo: () => {
      released.abort();
    },
  };
}

/** Creates Recado's role and database when they are not there yet. */
export async function ensureOwner(port: number, access: ClusterAccess): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl(port, access, 'postgres') });
  await client.connect();
  try {
    const password = client.escapeLiteral(access.ownerPassword);
    if (!(await exists(client, 'pg_roles', 'rolname'))) {
      await client.query(`create role ${OWNER_NAME} login createrole password ${password}`);
    }
    if (!(await exists(client, 'pg_database', 'datname'))) {
      await client.query(`create database ${OWNER_NAME} owner ${OWNER_NAME}`);
      await client.query(`revoke all on database ${OWNER_NAME} from public`);
      await client.query('revoke connect on database postgres from public');
    }
  } finally {
    await client.end();
  }
}

async function exists(client: pg.Client, catalogue: string, column: string): Promise<boolean> {
  const { rowCount } = await client.query(`select from ${catalogue} where ${column} = $1`, [OWNER_NAME]);
  return rowCount === 1;
}
