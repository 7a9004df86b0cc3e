import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeProgram, root } from './places.mjs';
import { step } from './progress.mjs';

/** Installs the packages unless node_modules already holds exactly what package-lock.json names. */
export async function ensureInstalled() {
  if (!(await isInstalled())) await install();
  if (nodeProgram() !== undefined) return;
  console.error(
    'Node 24 is missing from node_modules. npm seems to be set to ignore install scripts, which Recado needs for\n' +
      'Node 24 and PostgreSQL: npm ci --ignore-scripts=false',
  );
  process.exit(1);
}

async function isInstalled() {
  const [wanted, present] = await Promise.all([
    readPackages('package-lock.json'),
    // npm writes this one last, so that an install that was cut short does not have it.
    readPackages('node_modules/.package-lock.json').catch(() => ({})),
  ]);
  return Object.entries(wanted).every(([place, { version, optional, link }]) => {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true;
    if (link) return place in present;
    return present[place]?.version === version || (optional && !(place in present));
  });
}

async function readPackages(file) {
  return JSON.parse(await readFile(path.join(root, file), 'utf8')).packages;
}

async function install() {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--no-update-notifier'];
  // Under npm, the same npm; otherwise the one on the PATH.
  if (npm?.endsWith('.js')) await step('Installing packages', process.execPath, [npm, ...args]);
  else await step('Installing packages', 'npm', args);
}
