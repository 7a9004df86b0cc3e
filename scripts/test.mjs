/**
 * `npm test`: unit, database and HTTP tests; needs nothing but npm.
 * `npm run test:redis`: the suites that need the Redis at RECADO_TEST_REDIS_URL.
 * `npm run test:brokers`: the suites that start a RabbitMQ and a NATS server of their own.
 * `npm run test:e2e`: black-box suites against started servers.
 * `npm run test:browser`: the dashboard in Chromium against a started server; skipped, and said so, without Chromium.
 * Anything else on the command line goes to Vitest: `npm test -- retry-policy`.
 */
import { existsSync } from 'node:fs';
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
const kind = ['--redis', '--brokers', '--e2e', '--browser'].includes(first) ? first.slice(2) : 'default';
const rest = kind === 'default' ? process.argv.slice(2) : others;

if (kind === 'redis' && !process.env.RECADO_TEST_REDIS_URL) {
  console.error(
    'Set RECADO_TEST_REDIS_URL to a Redis that the tests may fill, such as redis://127.0.0.1:6379',
  );
  process.exit(1);
}

if (kind === 'brokers') {
  const missing = missingPrograms();
  if (missing.length > 0) {
    console.error(
      `Install ${missing.join(' and ')} first, for example from Debian's packages of these names`,
    );
    process.exit(1);
  }
}

await oneAtATime(async () => {
  await ensureInstalled();
  if (kind === 'e2e' || kind === 'browser') await ensureBuilt(); // The black-box suites start what a user starts.
});
const projects = kind === 'default' ? ['server', 'packages'] : [kind];
process.exitCode = await run([
  `${root}/node_modules/vitest/vitest.mjs`,
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  ...rest,
]);

/** The brokers that are not there. Debian puts one of them where only root looks. */
function missingPrograms() {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin'];
  const isThere = {
    'rabbitmq-server': existsSync('/usr/lib/rabbitmq/bin/rabbitmq-server'),
    'nats-server': folders.some((folder) => existsSync(`${folder}/nats-server`)),
  };
  return Object.keys(isThere).filter((name) => !isThere[name]);
}
