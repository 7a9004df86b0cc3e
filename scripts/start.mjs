/** `npm start`: installs and builds what is missing or out of date, then runs the server with Node 24. */
import { refuseOldNode } from './setup/node-version.mjs';

refuseOldNode();
// Only now: an older Node may not even parse what follows.
const [{ ensureInstalled }, { ensureBuilt }, { oneAtATime }, { runServer }] = await Promise.all([
  import('./setup/install.mjs'),
  import('./setup/build.mjs'),
  import('./setup/one-at-a-time.mjs'),
  import('./setup/run.mjs'),
]);

await oneAtATime(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
process.exitCode = await runServer();
