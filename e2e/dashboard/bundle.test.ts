import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const dist = path.resolve(import.meta.dirname, '../../apps/dashboard/dist');
/** What a first visit may load, compressed, until the sign-in and the overview are there. */
const MOST_BYTES = 250_000;

const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
  }),
);

/** The files of some parts of the bundle, with all that those import. */
function filesOf(manifest: z.infer<typeof Manifest>, names: string[]): Set<string> {
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (name: string): void => {
    const part = manifest[name];
    if (part === undefined) throw new Error(`The bundle has no ${name}`);
    if (seen.has(name)) return;
    seen.add(name);
    for (const file of [part.file, ...part.css]) files.add(file);
    part.imports.forEach(visit);
  };
  names.forEach(visit);
  return files;
}

const sizeOf = async (files: Iterable<string>): Promise<number> => {
  const sizes = await Promise.all(
    [...files].map(async (file) => (await stat(path.join(dist, `${file}.gz`))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

it('a first visit loads less than 250 KB for the sign-in and the overview, in either language', async () => {
  const manifest = Manifest.parse(JSON.parse(await readFile(path.join(dist, '.vite/manifest.json'), 'utf8')));
  for (const language of ['en', 'pt-br']) {
    const files = filesOf(manifest, [
      'index.html',
      'src/features/overview/overview-page.tsx',
      `src/locales/${language}/index.ts`,
    ]);
    expect(await sizeOf(files)).toBeLessThan(MOST_BYTES);
  }
});

it('pages that come later are not in it', async () => {
  const manifest = Manifest.parse(JSON.parse(await readFile(path.join(dist, '.vite/manifest.json'), 'utf8')));
  const first = filesOf(manifest, ['index.html', 'src/features/overview/overview-page.tsx']);
  const later = Object.entries(manifest).filter(
    ([name]) =>
      /^src\/features\/.*-page\.tsx$/.test(name) && !/\/(sign-in|overview|not-found)-page/.test(name),
  );
  expect(later.length).toBeGreaterThan(10);
  for (const [name, { file }] of later) expect([name, first.has(file)]).toEqual([name, false]);
});
