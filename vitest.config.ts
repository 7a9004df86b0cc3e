import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const databaseHarness = './apps/server/test/harness/global-setup.ts';
const browserTests = 'e2e/dashboard/**/*.test.ts';
const redisTests = 'apps/server/**/*.redis.test.ts';
const brokerTests = 'apps/server/**/*.brokers.test.ts';

/** `npm test` runs server and packages; redis, brokers and e2e have commands of their own, since they need more than npm gives. */
export default defineConfig({
  test: {
    // One worker waits for PostgreSQL while another computes, even on a small machine.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 15_000,
    hookTimeout: 30_000,
    // A poll ends as soon as it is true; the limit is for a machine that is busy with other things.
    expect: { poll: { timeout: 10_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          // Files of a worker share their modules, which takes a third of the time: every application and database is a test's own.
          isolate: false,
          include: ['apps/server/{src,test}/**/*.test.ts'],
          exclude: [redisTests, brokerTests],
          globalSetup: databaseHarness,
        },
      },
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/**/*.test.ts', 'apps/dashboard/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'redis', include: [redisTests], globalSetup: databaseHarness } },
      {
        extends: true,
        // A message broker takes seconds to start and most of a small machine: one at a time.
        test: {
          name: 'brokers',
          include: [brokerTests],
          globalSetup: databaseHarness,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // Each suite starts servers of its own and measures what they do: one at a time, with patience.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**', browserTests],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // The dashboard in a real browser, each file against a server of its own; one file waits while another computes.
        test: {
          name: 'browser',
          include: [browserTests],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
