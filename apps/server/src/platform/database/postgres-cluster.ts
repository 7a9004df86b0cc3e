import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chown,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Account, PostgresPrograms } from './postgres-programs.ts';

/** The files of one embedded PostgreSQL. */
export interface ClusterPlace {
  home: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  accessFile: string;
  logFile: string;
}

const accessSchema = z.object({
  port: z.number().int(),
  superuserPassword: z.string(),
  ownerPassword: z.string(),
});

/** The passwords of the cluster and the port it was last served on, kept with mode 0600. */
export type ClusterAccess = z.infer<typeof accessSchema>;

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const MAX_LOG_BYTES = 10_000_000;

/** Names the files below a data folder. */
export function placeIn(dataDir: string): ClusterPlace {
  return placeAt(path.resolve(dataDir, 'postgres'));
}

function placeAt(home: string): ClusterPlace {
  return {
    home,
    cluster: path.join(home, 'cluster'),
    accessFile: path.join(home, 'access.json'),
    logFile: path.join(home, 'postgres.log'),
  };
}

/** Reads what is kept beside the cluster; undefined when there is no cluster yet. */
export async function readAccess(place: ClusterPlace): Promise<ClusterAccess | undefined> {
  const text = await readFile(place.accessFile, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : accessSchema.parse(JSON.parse(text));
}

/** Replaces the file as a whole, so that a crash leaves the old one or the new one. */
export async function writeAccess(place: ClusterPlace, access: ClusterAccess): Promise<void> {
  const draft = `${place.accessFile}.${String(process.pid)}`;
  await writeFile(draft, JSON.stringify(access), { mode: PRIVATE_FILE });
  await rename(draft, place.accessFile);
}

/**
 * Makes an empty cluster. It is made beside its place and moved there when complete: a crash in the middle leaves
 * nothing to repair, and of two processes that try at once one wins, and the other takes the winner's.
 */
export async function createCluster(
  place: ClusterPlace,
  programs: PostgresPrograms,
  isDurable: boolean,
): Promise<void> {
  await removeUnfinished(place);
  const staging = placeAt(`${place.home}.initdb-${String(process.pid)}`);
  await mkdir(staging.cluster, { recursive: true, mode: PRIVATE_FOLDER });
  const access = { port: 0, superuserPassword: newPassword(), ownerPassword: newPassword() };
  await writeAccess(staging, access);
  await runInitdb(staging, programs, access.superuserPassword, isDurable);
  try {
    await rename(staging.home, place.home);
  } catch (error) {
    await rm(staging.home, { recursive: true, force: true });
    if (!(await readAccess(place))) throw error;
  }
}

async function removeUnfinished(place: ClusterPlace): Promise<void> {
  const parent = path.dirname(place.home);
  await mkdir(parent, { recursive: true, mode: PRIVATE_FOLDER });
  for (const name of await readdir(parent)) {
    const pid = /^postgres\.initdb-(\d+)$/.exec(name)?.[1];
    if (pid === undefined) continue;
    const isAtWork = await stat(`/proc/${pid}`).then(
      () => pid !== String(process.pid),
      () => false,
    );
    if (!isAtWork) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

async function runInitdb(
  place: ClusterPlace,
  programs: PostgresPrograms,
  password: string,
  isDurable: boolean,
): Promise<void> {
  const passwordFile = passwordFileOf(place);
  await writeFile(passwordFile, password, { mode: PRIVATE_FILE });
  const { account } = programs;
  if (account) {
    await chown(passwordFile, account.uid, account.gid);
    await chown(place.cluster, account.uid, account.gid);
  }
  const opened = await open(passwordFile);
  try {
    const child = spawn(programs.initdb, initdbArguments(place, account, isDurable), {
      ...processOptions(place, account),
      stdio: ['ignore', 'pipe', 'pipe', opened.fd],
    });
    await succeeded(child);
  } finally {
    await opened.close();
    await rm(passwordFile);
  }
}

function passwordFileOf(place: ClusterPlace): string {
  return path.join(place.home, 'password');
}

function initdbArguments(place: ClusterPlace, account: Account | undefined, isDurable: boolean): string[] {
  return [
    `--pgdata=${dataDirectoryFor(place, account)}`,
    // As another user, initdb could not walk to the file; a descriptor it inherits needs no walking.
    `--pwfile=${account ? '/dev/fd/3' : passwordFileOf(place)}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(isDurable ? [] : ['--no-sync']),
  ];
}

/**
 * How PostgreSQL is told its data directory, which is also its working directory. As another user it may be unable to
 * walk there from the root (a clone below /root, or in a folder with mode 0700), but a working directory that root gave
 * it stays open to it, and Linux names that directory /proc/self/cwd. PostgreSQL makes other relative names absolute.
 */
function dataDirectoryFor(place: ClusterPlace, account: Account | undefined): string {
  return account && process.platform === 'linux' ? '/proc/self/cwd' : place.cluster;
}

function processOptions(place: ClusterPlace, account: Account | undefined): object {
  return { ...account, cwd: place.cluster, env: { PATH: '/usr/bin:/bin', TZ: 'UTC' } };
}

async function succeeded(child: ChildProcess): Promise<void> {
  let output = '';
  const collect = (chunk: unknown): void => {
    output += String(chunk);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed with code ${String(code)}:\n${output.trim()}`));
    });
  });
}

/**
 * Starts the server in a session of its own: a Ctrl-C in the terminal, which goes to every process of the foreground
 * group, must leave PostgreSQL up until Recado has finished its work. It does not keep this process alive.
 */
export async function spawnPostgres(
  place: ClusterPlace,
  programs: PostgresPrograms,
  port: number,
  isDurable: boolean,
): Promise<ChildProcess> {
  const log = await open(place.logFile, 'a', PRIVATE_FILE);
  try {
    if ((await log.stat()).size > MAX_LOG_BYTES) await truncate(place.logFile);
    const settings = Object.entries(settingsFor(isDurable)).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const stdio: StdioOptions = ['ignore', log.fd, log.fd];
    const child = spawn(
      programs.postgres,
      ['-D', dataDirectoryFor(place, programs.account), '-p', String(port), ...settings],
      { ...processOptions(place, programs.account), detached: true, stdio },
    );
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

function settingsFor(isDurable: boolean): Record<string, string> {
  const durability = isDurable ? 'on' : 'off';
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    fsync: durability,
    synchronous_commit: durability,
    full_page_writes: durability,
    wal_compression: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Statements and error details hold customers' words and numbers: they stay out of the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
  };
}
