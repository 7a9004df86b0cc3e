import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/test-database.ts';
import { readEnvironment } from '../../../config.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { createPool } from '../../../platform/database/pool.ts';
import { WORKER_ROLE } from '../../../platform/database/roles.ts';
import { ConnectLimiter } from './connect-limiter.ts';

let database: TestDatabase;
const opened: WorkerDatabase[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await database.drop();
});

/** The limiter of one process. */
function limiter(perSecond: number): ConnectLimiter {
  const { connectionString } = database;
  const pool = createPool({
    connectionString,
    role: WORKER_ROLE,
    size: 2,
    applicationName: 'limiter test',
    onError: () => undefined,
  });
  const worker = new WorkerDatabase(pool);
  opened.push(worker);
  const secretKey = randomBytes(32);
  const environment = readEnvironment({
    DATABASE_URL: connectionString,
    RECADO_SECRET_KEY: secretKey.toString('base64'),
    RECADO_WEB_CONNECTS_PER_SECOND: String(perSecond),
  });
  return new ConnectLimiter({ ...environment, databaseUrl: connectionString, secretKey }, worker);
}

it('all processes together open only so many connections in a second', async () => {
  const [one, other] = [limiter(3), limiter(3)];
  const { signal } = new AbortController();
  const beganMs = performance.now();
  const openedAtMs: number[] = [];
  await Promise.all(
    [one, other, one, other, one, other, one, other].map(async (process) => {
      await process.wait(signal);
      openedAtMs.push(performance.now() - beganMs);
    }),
  );
  // The third window begins two seconds after the first.
  expect(openedAtMs.filter((atMs) => atMs < 900).length).toBeLessThanOrEqual(3);
  expect(openedAtMs.filter((atMs) => atMs < 1_900).length).toBeLessThanOrEqual(6);
  expect(openedAtMs).toHaveLength(8);
});

it('who no longer wants to connect takes no place and holds nobody up', async () => {
  const one = limiter(1);
  const given = new AbortController();
  const { signal } = new AbortController();
  await one.wait(signal);
  const waits = [one.wait(given.signal), one.wait(given.signal), one.wait(given.signal)];
  given.abort();
  const beganMs = performance.now();
  await Promise.all(waits);
  expect(performance.now() - beganMs).toBeLessThan(900);
});
