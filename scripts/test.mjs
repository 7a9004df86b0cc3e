/**
 * `npm test`: unit, database and HTTP tests; needs nothing but npm.
 * `npm run test:redis`: the suites that need the Redis at RECADO_TEST_REDIS_URL.
 * `npm run test:e2e`: black-box suites against started servers.
 * Anything else on the command line goes to Vitest: `npm test -- retry-policy`.
 */
import { refuseOldNode } from './setup/node-version.mjs';

refuseOldNode();
const [{ ensureInstalled }, { ensureBuilt }, { oneAtATime }, { root }, { run }] = await Promise.all([
  import('./setup/install.mjs'),
  import('./setup/build.mjs'),
  import('./setup/one-at-a-time.mjs'),
  import('./setup/places.mjs'),
  import('./setup/run.mjs'),
]);

const [first, ...others] = process.argv.slice(2);
const kind = first === '--redis' || first === '--e2e' ? first.slice(2) : 'default';
const rest = kind === 'default' ? process.argv.slice(2) : others;

if (kind === 'redis' && !process.env.RECADO_TEST_REDIS_URL) {
  console.error(
    'Set RECADO_TEST_REDIS_URL to a Redis that the tests may fill, such as redis://127.0.0.1:6379',
  );
  process.exit(1);
}

await oneAtATime(async () => {
  await ensureInstalled();
  if (kind === 'e2e') await ensureBuilt(); // The black-box suites start what a user starts.
});
const projects = kind === 'default' ? ['server', 'packages'] : [kind];
process.exitCode = await run([
  `${root}/node_modules/vitest/vitest.mjs`,
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  ...rest,
]);
