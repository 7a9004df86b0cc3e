import type { ChildProcess } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createCluster,
  placeIn,
  readAccess,
  spawnPostgres,
  writeAccess,
  type ClusterAccess,
  type ClusterPlace,
} from './postgres-cluster.ts';
import { ensureOwner, ownerUrl, superuserUrl, takeOwnership, type Ownership } from './postgres-owner.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.ts';
import { disarmStalePidFile, findPostmaster, signal, stopPostmaster, type Postmaster } from './postmaster.ts';

/** How to start the PostgreSQL that Recado brings along. */
export interface EmbeddedPostgresOptions {
  /** Recado's data folder; PostgreSQL lives in `postgres` below it. */
  dataDir: string;
  /** The port to listen on, if it is free. Otherwise the one of the last time, or any free one. */
  port?: number;
  /** False gives up safety against power failure for speed: for tests only. */
  isDurable?: boolean;
  /** Gets one line for each step that takes time or needs explaining. */
  onLog: (line: string) => void;
}

/** A running PostgreSQL that belongs to this process. */
export interface EmbeddedPostgres {
  /** For the ordinary role `recado`, owner of the database `recado`. */
  connectionString: string;
  /** For the superuser `postgres`, on the database `postgres`: for tests and maintenance. */
  superuserConnectionString: string;
  port: number;
  /** Ends all connections and resolves when the server is gone. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const POLL_MS = 20;
const LOG_TAIL_BYTES = 4_000;

/**
 * Starts PostgreSQL on the data folder and takes ownership of it, making the cluster first if there is none. A server
 * that outlived a killed Recado is taken over. Throws when another living Recado owns the folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const place = placeIn(options.dataDir);
  const isDurable = options.isDurable ?? true;
  const programs = await findPostgresPrograms(options.onLog);
  if (!(await readAccess(place))) {
    options.onLog(`creating the database in ${place.home}`);
    await createCluster(place, programs, isDurable);
  }
  const access = await accessTo(place);
  const { postmaster, ownership } = await runAndOwn({ place, programs, isDurable, access, options });
  await writeAccess(place, { ...access, port: postmaster.port });
  await ensureOwner(postmaster.port, access);
  return handOver(place, access, postmaster, ownership);
}

async function accessTo(place: ClusterPlace): Promise<ClusterAccess> {
  const access = await readAccess(place);
  if (!access)
    throw new Error(`${place.accessFile} is missing; without it ${place.cluster} cannot be opened.`);
  return access;
}

interface StartContext {
  place: ClusterPlace;
  programs: PostgresPrograms;
  isDurable: boolean;
  access: ClusterAccess;
  options: EmbeddedPostgresOptions;
}

/** Repeats "look, start if need be, try to become the owner" until it is so: a server found may be starting or stopping. */
async function runAndOwn(context: StartContext): Promise<{ postmaster: Postmaster; ownership: Ownership }> {
  const { place, access, options } = context;
  const deadline = performance.now() + START_LIMIT_MS;
  let isOurs = false;
  while (performance.now() < deadline) {
    const postmaster = await findPostmaster(place.cluster);
    if (!postmaster) {
      isOurs = await start(context);
    } else if (postmaster.isReady) {
      const outcome = await takeOwnership(postmaster.port, access);
      if (outcome.kind === 'taken') throw alreadyRunning(options.dataDir, outcome.ownerPid, postmaster.port);
      if (outcome.kind === 'owned') {
        if (!isOurs)
          options.onLog(
            `taking over the PostgreSQL that is still running (process ${String(postmaster.pid)})`,
          );
        return { postmaster, ownership: outcome.ownership };
      }
    }
    await sleep(POLL_MS);
  }
  throw new Error(
    `PostgreSQL did not become ready within ${String(START_LIMIT_MS / 1000)} s. See ${place.logFile}.`,
  );
}

function alreadyRunning(dataDir: string, ownerPid: number, port: number): Error {
  return new Error(
    `Recado is already running on this data folder (process ${String(ownerPid)}, PostgreSQL on port ${String(port)}): ` +
      `${path.resolve(dataDir)}. Stop it first, or give this one another RECADO_DATA_DIR.`,
  );
}

/** Starts a server and waits until it is ready; false when another process was quicker or the port was snatched. */
async function start({ place, programs, isDurable, access, options }: StartContext): Promise<boolean> {
  await checkVersion(place, programs);
  await disarmStalePidFile(place.cluster);
  const logStart = await stat(place.logFile).then(
    ({ size }) => size,
    () => 0,
  );
  const port = await freePort([options.port, access.port]);
  const child = await spawnPostgres(place, programs, port, isDurable);
  const exited = exitOf(child);
  const deadline = performance.now() + START_LIMIT_MS;
  while (performance.now() < deadline) {
    const postmaster = await findPostmaster(place.cluster);
    if (postmaster?.isReady && postmaster.pid === child.pid) return true;
    const hasExited = await Promise.race([exited, sleep(POLL_MS, false)]);
    if (hasExited) break;
  }
  return explain(place, await tail(place.logFile, logStart));
}

async function checkVersion(place: ClusterPlace, { majorVersion }: PostgresPrograms): Promise<void> {
  const found = (await readFile(path.join(place.cluster, 'PG_VERSION'), 'utf8')).trim();
  if (found === majorVersion) return;
  throw new Error(
    `${place.cluster} was made by PostgreSQL ${found}, and this Recado brings ${majorVersion}. ` +
      'Start the Recado that made it, dump the database with pg_dump, and restore it into a new data folder.',
  );
}

/** The first of the ports that nothing listens on, or else any free one. */
async function freePort(wanted: (number | undefined)[]): Promise<number> {
  for (const port of wanted) {
    if (port !== undefined && port > 0 && (await listenOnce(port)) === port) return port;
  }
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('No port on 127.0.0.1 is free.');
  return port;
}

async function listenOnce(port: number): Promise<number | undefined> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  });
}

async function exitOf(child: ChildProcess): Promise<true> {
  return await new Promise((resolve, reject) => {
    child.once('exit', () => {
      resolve(true);
    });
    child.once('error', reject);
  });
}

async function tail(file: string, from: number): Promise<string> {
  const log = await open(file);
  try {
    const { size } = await log.stat();
    const start = Math.max(Math.min(from, size), size - LOG_TAIL_BYTES);
    const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(size - start), position: start });
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await log.close();
  }
}

// The messages of PostgreSQL's miscinit.c, pqcomm.c and sysv_shmem.c for what passes by itself or with another port.
const PASSING_FAILURES =
  /lock file "postmaster.pid" already exists|could not create any TCP\/IP sockets|pre-existing shared memory block/;

function explain(place: ClusterPlace, log: string): false {
  if (PASSING_FAILURES.test(log)) return false;
  throw new Error(`PostgreSQL did not start on ${place.cluster}:\n${log}`);
}

function handOver(
  place: ClusterPlace,
  access: ClusterAccess,
  { pid, port }: Postmaster,
  ownership: Ownership,
): EmbeddedPostgres {
  // The last resort when Recado ends without calling stop(): what is committed is safe either way.
  const stopAtExit = (): void => {
    signal(pid, 'SIGINT');
  };
  process.once('exit', stopAtExit);
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    ownership.letGo();
    await stopPostmaster(place.cluster, pid);
    process.off('exit', stopAtExit);
  };
  return {
    connectionString: ownerUrl(port, access),
    superuserConnectionString: superuserUrl(port, access, 'postgres'),
    port,
    stop: async () => await (stopped ??= stop()),
  };
}
