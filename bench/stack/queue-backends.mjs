/** BullMQ on its two stores, opened as Recado opens them, for queues.mjs and lanes.mjs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openQueueBackend } from '../../apps/server/src/platform/queue/queue-backend.ts';
import { withPostgres } from './scratch-postgres.mjs';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

async function answers(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Runs `work` with the address of a Redis that keeps an append-only file, as in production; needs redis-server. */
async function withRedis(work) {
  const folder = await mkdtemp(path.join(tmpdir(), 'recado-bench-redis-'));
  const port = await freePort();
  const arguments_ = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
  const redis = spawn(
    'redis-server',
    [...arguments_, '--maxmemory-policy', 'noeviction', '--appendonly', 'yes'],
    {
      stdio: 'ignore',
    },
  );
  const ended = once(redis, 'exit');
  try {
    while (!(await answers(port))) await pause(20);
    return await work(`redis://127.0.0.1:${port}`);
  } finally {
    redis.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs `work` once on each store, with an open backend and the address of a PostgreSQL. */
export async function onEachBackend(work) {
  await withPostgres((databaseUrl) =>
    withRedis(async (url) => {
      for (const redisUrl of [undefined, url]) {
        const backend = await openQueueBackend({ redisUrl, databaseUrl }, () => undefined);
        try {
          await work(backend, databaseUrl);
        } finally {
          await backend.close();
        }
      }
    }),
  );
}
