/**
 * Installs and builds what is missing, then runs a TypeScript program of this repository under its own Node:
 * `node scripts/run-source.mjs e2e/demo/main.ts [arguments]`.
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

const [source, ...rest] = process.argv.slice(2);
await oneAtATime(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
process.exitCode = await run([`${root}/${source}`, ...rest]);
