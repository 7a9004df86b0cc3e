import { errorCodes } from '@recado/contracts';
import { expect, it } from 'vitest';
import { en } from './en/index.ts';
import { ptBr } from './pt-br/index.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every text under its key, such as `shell.signOut`. */
function flat(tree: Tree, above = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${above}${key}`, value] as const] : [...flat(value, `${above}${key}.`)],
    ),
  );
}

const english = flat(en);
const portuguese = flat(ptBr);
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
