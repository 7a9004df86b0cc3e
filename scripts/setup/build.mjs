import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeProgram, root } from './places.mjs';
import { step } from './progress.mjs';

/** What is built, and the folders and files that a build depends on. */
const targets = [
  {
    title: 'Building the server',
    folder: 'apps/server',
    output: 'dist/main.js',
    sources: [
      'apps/server/src',
      'apps/server/package.json',
      'apps/server/tsconfig.json',
      'apps/server/vite.config.ts',
      'packages/contracts',
      'packages/simulators',
    ],
  },
  {
    title: 'Building the dashboard',
    folder: 'apps/dashboard',
    output: 'dist/index.html',
    sources: ['apps/dashboard', 'packages/contracts', 'packages/sdk'],
  },
].filter(({ folder }) => existsSync(path.join(root, folder, 'vite.config.ts')));

const shared = ['package-lock.json', 'tsconfig.base.json'];
const skipped = new Set(['node_modules', 'dist', 'test', 'coverage']);

/** Builds what changed since its last build. */
export async function ensureBuilt() {
  for (const target of targets) {
    const fingerprint = await fingerprintOf([...target.sources, ...shared]);
    if (
      (await readStamp(target)) === fingerprint &&
      existsSync(path.join(root, target.folder, target.output))
    )
      continue;
    await buildTarget(target, fingerprint);
  }
}

/** Builds everything. */
export async function build() {
  for (const target of targets)
    await buildTarget(target, await fingerprintOf([...target.sources, ...shared]));
}

async function buildTarget(target, fingerprint) {
  await rm(stampOf(target), { force: true });
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  await step(target.title, nodeProgram(), [vite, 'build'], { cwd: path.join(root, target.folder) });
  await writeFile(stampOf(target), fingerprint);
}

function stampOf({ folder }) {
  return path.join(root, folder, 'dist/.fingerprint');
}

async function readStamp(target) {
  return await readFile(stampOf(target), 'utf8').catch(() => undefined);
}

/** Names, sizes and times of change: enough to notice an edit, and quick. */
async function fingerprintOf(sources) {
  const files = (await Promise.all(sources.map((source) => filesIn(path.join(root, source))))).flat();
  const hash = createHash('sha256');
  for (const line of files.sort()) hash.update(line);
  return hash.digest('hex');
}

async function filesIn(place) {
  const found = await stat(place).catch(() => undefined);
  if (!found) return [];
  if (!found.isDirectory()) return [`${path.relative(root, place)}\0${found.size}\0${found.mtimeMs}\n`];
  const names = (await readdir(place)).filter((name) => !skipped.has(name) && !/\.test\.tsx?$/.test(name));
  return (await Promise.all(names.map((name) => filesIn(path.join(place, name))))).flat();
}
