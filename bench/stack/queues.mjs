/** BullMQ on PostgreSQL and on Redis: adding jobs in bulk, working them off, and the time from adding one to its start. */
import { setTimeout as pause } from 'node:timers/promises';
import { report, rounded, seconds } from './measure.mjs';
import { onEachBackend } from './queue-backends.mjs';

const CONCURRENCY = 50;
const BULK = 100;
const JOBS = Math.max(2_000, Math.min(20_000, seconds * 2_000));
const WAKE_UPS = 200;
const opts = { removeOnComplete: true, removeOnFail: true };

async function addBulk(queue) {
  const startedAt = performance.now();
  for (let added = 0; added < JOBS; added += BULK * 10)
    await Promise.all(
      Array.from({ length: 10 }, () =>
        queue.addBulk(Array.from({ length: BULK }, () => ({ name: 'job', data: {}, opts }))),
      ),
    );
  return (JOBS / (performance.now() - startedAt)) * 1000;
}

async function workOff(backend, name) {
  const done = Promise.withResolvers();
  let count = 0;
  const worker = backend.worker(
    name,
    async () => {
      count += 1;
      if (count === JOBS) done.resolve();
    },
    { concurrency: CONCURRENCY },
  );
  const startedAt = performance.now();
  void worker.run();
  await done.promise;
  const rate = (JOBS / (performance.now() - startedAt)) * 1000;
  await worker.close();
  return rate;
}

async function wakeUps(backend, queue, name) {
  let begun;
  const worker = backend.worker(name, async () => begun.resolve(performance.now()), {
    concurrency: CONCURRENCY,
  });
  void worker.run();
  const times = [];
  for (let i = 0; i < WAKE_UPS; i += 1) {
    begun = Promise.withResolvers();
    await pause(5); // The worker waits for work again.
    const addedAt = performance.now();
    await queue.addBulk([{ name: 'job', data: {}, opts }]);
    times.push((await begun.promise) - addedAt);
  }
  await worker.close();
  return times.sort((a, b) => a - b);
}

const rows = {};
await onEachBackend(async (backend) => {
  const queue = backend.queue('bench');
  const added = await addBulk(queue);
  const worked = await workOff(backend, 'bench');
  const times = await wakeUps(backend, queue, 'bench');
  await queue.close();
  rows[`BullMQ on ${backend.name}`] = {
    'added/s, in bulk': Math.round(added),
    'worked off/s': Math.round(worked),
    'wake-up p50 ms': rounded(times[Math.floor(WAKE_UPS * 0.5)]),
    'wake-up p99 ms': rounded(times[Math.floor(WAKE_UPS * 0.99)]),
  };
});
await report('Queue stores', rows);
