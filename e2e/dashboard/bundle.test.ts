import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';

const dist = path.resolve(import.meta.dirname, '../../apps/dashboard/dist');
/** What a first visit may load, compressed, until the sign-in and the overview are there. */
const MOST_BYTES = 250_000;
/** How many files a page may come in. */
const MOST_FILES = 20;

let entry: string[];
let preloads: Record<string, string[]>;
beforeAll(async () => {
  const html = await readFile(path.join(dist, 'index.html'), 'utf8');
  entry = Array.from(html.matchAll(/"\/app\/(assets\/[^"]+)"/g), ([, file = '']) => file);
  preloads = z
    .record(z.string(), z.array(z.string()))
    .parse(JSON.parse(await readFile(path.join(dist, 'preloads.json'), 'utf8')));
});

/** The files of the page and of what it is for, such as `overview` and `en`. */
const filesFor = (...purposes: string[]): Set<string> =>
  new Set([...entry, ...purposes.flatMap((purpose) => preloads[purpose] ?? [])]);

const sizeOf = async (files: Iterable<string>): Promise<number> => {
  const sizes = await Promise.all(
    [...files].map(async (file) => (await stat(path.join(dist, `${file}.gz`))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

it('a first visit loads less than 250 KB for the sign-in and the overview, in either language', async () => {
  for (const language of ['en', 'pt-br']) {
    const files = filesFor('overview', language);
    expect(files.size).toBeGreaterThan(5);
    expect(await sizeOf(files)).toBeLessThan(MOST_BYTES);
  }
});

it('pages that come later are not in it, and come in a few files', () => {
  const first = filesFor('overview', 'en');
  const later = Object.keys(preloads).filter(
    (name) => name !== 'overview' && !/^(?:texts-)?(?:en|pt-br)$/.test(name),
  );
  expect(later.length).toBeGreaterThan(10);
  for (const page of later) {
    const own = [...filesFor(page)].filter((file) => file.includes(`/${page}-page`));
    expect([page, own.some((file) => file.endsWith('.js')), own.some((file) => first.has(file))]).toEqual([
      page,
      true,
      false,
    ]);
    expect(filesFor(page, 'en', 'texts-en').size).toBeLessThan(MOST_FILES);
  }
});
