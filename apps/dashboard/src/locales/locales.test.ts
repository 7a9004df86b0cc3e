import { errorCodes } from '@recado/contracts';
import { expect, it } from 'vitest';
import { en } from './en/index.ts';
import { pageTexts as englishPages } from './en/pages.ts';
import { ptBr } from './pt-br/index.ts';
import { pageTexts as portuguesePages } from './pt-br/pages.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every text under its key, such as `shell.signOut`. */
function flat(tree: Tree, above = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${above}${key}`, value] as const] : [...flat(value, `${above}${key}.`)],
    ),
  );
}

/** The first texts and those of every page. */
async function allOf(
  first: Tree,
  pages: Readonly<Record<string, () => Promise<Tree>>>,
): Promise<Map<string, string>> {
  const all = flat(first);
  for (const [name, load] of Object.entries(pages)) {
    const texts = await load();
    expect(Object.keys(texts)).toEqual([name]);
    for (const [key, text] of flat({ ...texts })) all.set(key, text);
  }
  return all;
}

const english = await allOf(en, englishPages);
const portuguese = await allOf(ptBr, portuguesePages);
const gapsOf = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/\{\{\w+\}\}/g)].map(([gap]) => gap).sort();

it('both languages have the same texts, and none is empty', () => {
  expect([...portuguese.keys()].sort()).toEqual([...english.keys()].sort());
  for (const text of [...english.values(), ...portuguese.values()]) expect(text.trim()).not.toBe('');
});

it('both languages have the same gaps to fill', () => {
  for (const [key, text] of english) expect([key, gapsOf(portuguese.get(key))]).toEqual([key, gapsOf(text)]);
});

it('every error of the server is explained', () => {
  expect(Object.keys(en.problems).sort()).toEqual([...Object.keys(errorCodes), 'offline', 'unknown'].sort());
});
