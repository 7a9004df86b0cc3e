/** `npm run generate`: makes again every committed file that is made from another. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup/places.mjs';

/** Each is an npm script of its own; the order matters, since the SDK is made from the OpenAPI document. */
const generators = [
  'generate:database',
  'generate:env',
  'generate:errors',
  'generate:events',
  'generate:openapi',
  'generate:sdk',
];
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

for (const generator of generators.filter((name) => name in scripts)) {
  const { status } = spawnSync('npm', ['run', '--silent', generator], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
