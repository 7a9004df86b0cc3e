/** `npm run typecheck`: the compiler over every workspace that has a tsconfig.json, and shows all that is wrong. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup/places.mjs';

const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
const workspaces = [
  'scripts',
  'apps/*',
  'packages/*',
  'packages/simulators/*',
  'e2e',
  'bench',
  'docs/examples',
]
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .filter((workspace) => existsSync(path.join(root, workspace, 'tsconfig.json')));

let failures = 0;
for (const workspace of workspaces) {
  const { status } = spawnSync(process.execPath, [compiler, '-p', workspace, '--pretty', 'false'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) failures += 1;
}
console.log(
  failures === 0 ? `Types hold in ${workspaces.join(', ')}.` : `Types are wrong in ${failures} workspaces.`,
);
process.exitCode = failures === 0 ? 0 : 1;
