/** `npm run check:generated`: fails when a generated file is not what its source gives now. */
import { execFileSync, spawnSync } from 'node:child_process';
import { root } from './setup/places.mjs';

const generated = [
  'docs/errors.md',
  'docs/events.md',
  'apps/dashboard/src/features/webhooks/event-examples.json',
  'openapi.json',
  'packages/sdk/src/generated',
  'apps/server/src/platform/database/schema.ts',
  '.env.example',
  'README.md',
];

/** What git does not know as it is on disk: a check before the commit compares with the disk, not with the last commit. */
function contents() {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...generated],
    { cwd: root, encoding: 'utf8' },
  );
  const files = [...new Set(listed.split('\0').filter(Boolean))].sort();
  const hashes = spawnSync('git', ['hash-object', '--stdin-paths'], {
    cwd: root,
    input: files.join('\n'),
    encoding: 'utf8',
  });
  return new Map(files.map((file, index) => [file, hashes.stdout.split('\n')[index]]));
}

const before = contents();
const { status } = spawnSync(process.execPath, ['scripts/generate.mjs'], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const after = contents();
const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
  (file) => before.get(file) !== after.get(file),
);
if (changed.length > 0) {
  console.error(
    `Out of date, and made again just now; commit them:\n${changed.map((file) => `  ${file}`).join('\n')}`,
  );
  process.exit(1);
}
console.log('Generated files are up to date.');
