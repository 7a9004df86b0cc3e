import { readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a running PostgreSQL server says of itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
}

const POLL_MS = 20;
const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/**
 * The server that runs on this cluster, if one does. A file that a dead server left behind, even one whose process
 * number now belongs to some other program, counts as none.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const found = await readPostmasterFile(cluster);
  return found && (await isPostmasterOf(cluster, found.pid)) ? found : undefined;
}

// Lines of the file, from PostgreSQL's miscadmin.h: 1 pid, 2 data directory, 3 start time, 4 port, 8 status.
async function readPostmasterFile(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

function pidFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}

/**
 * Linux tells a process's working directory, which is the cluster for a postmaster. Root in a container may not see that
 * of another user's process; its name and state then have to do, and elsewhere that the process is alive.
 */
async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return isAlive(pid);
  const proc = `/proc/${String(pid)}`;
  const workingDirectory = await readlink(`${proc}/cwd`).catch(() => undefined);
  if (workingDirectory !== undefined) return workingDirectory === (await realpath(cluster));
  const state = await readFile(`${proc}/stat`, 'utf8').catch(() => '');
  return /^\d+ \(postgres\) [^ZX]/.test(state);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a stale `postmaster.pid` harmless. PostgreSQL refuses to start while the process number in it is alive, whoever
 * has it now, save when it is its own parent's. So ours is written in; the file is not removed, because its last line
 * lets PostgreSQL see that backends of the dead server still hold its shared memory.
 */
export async function disarmStalePidFile(cluster: string): Promise<void> {
  const found = await readPostmasterFile(cluster);
  if (!found || !isAlive(found.pid)) return;
  const text = await readFile(pidFile(cluster), 'utf8');
  await writeFile(pidFile(cluster), text.replace(/^\d+/, String(process.pid)));
}

/** Stops the server: open transactions are rolled back, all is written. Resolves when it is gone. */
export async function stopPostmaster(cluster: string, pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await isGoneWithin(cluster, pid, FAST_SHUTDOWN_MS)) return;
  // An immediate shutdown loses nothing: the next start replays the log.
  signal(pid, 'SIGQUIT');
  if (await isGoneWithin(cluster, pid, IMMEDIATE_SHUTDOWN_MS)) return;
  throw new Error(`PostgreSQL (process ${String(pid)}) does not stop.`);
}

/** Sends a signal to a process, which may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ESRCH: it is gone, which is what the caller wants.
  }
}

async function isGoneWithin(cluster: string, pid: number, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += POLL_MS) {
    const found = await readPostmasterFile(cluster);
    if (found?.pid !== pid || !(await isPostmasterOf(cluster, pid))) return true;
    await sleep(POLL_MS);
  }
  return false;
}
