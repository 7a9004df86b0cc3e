import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './places.mjs';

const lock = path.join(root, '.cache/setup.lock');
const HEARTBEAT_MS = 1000;
const DEAD_AFTER_MS = 10_000;
const POLL_MS = 200;

/** Runs the work while no other process installs or builds in this folder; a lock whose holder died does not count. */
export async function oneAtATime(work) {
  await mkdir(path.dirname(lock), { recursive: true });
  await take();
  const heartbeat = setInterval(
    () => void utimes(lock, new Date(), new Date()).catch(() => {}),
    HEARTBEAT_MS,
  );
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
    await rm(lock, { force: true });
  }
}

async function take() {
  let isAnnounced = false;
  while (!(await tryTake())) {
    if (await isAbandoned()) {
      await rm(lock, { force: true });
      continue;
    }
    if (!isAnnounced) console.log('Another process is installing or building here; waiting for it …');
    isAnnounced = true;
    await sleep(POLL_MS);
  }
}

async function tryTake() {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned() {
  const [holder, found] = await Promise.all([
    readFile(lock, 'utf8').catch(() => ''),
    stat(lock).catch(() => undefined),
  ]);
  if (!found) return false;
  if (Date.now() - found.mtimeMs > DEAD_AFTER_MS) return true;
  return holder !== '' && !isAlive(Number(holder));
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
