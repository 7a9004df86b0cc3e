import { expect, it } from 'vitest';
import { colorOf, initialsOf } from './avatar-policy.ts';

it.each([
  ['Ana', 'A'],
  ['Ana Maria de Souza', 'AS'],
  ['élise', 'É'],
  ['🌸 Flora ', 'F'],
  ['+55 11 99999-9999', undefined],
])('%s has the letters %s', (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});

it('gives an id one of eight colours, always the same', () => {
  const ids = Array.from({ length: 200 }, (_, index) => `0198f3c0-${String(index)}`);
  expect(new Set(ids.map(colorOf)).size).toBe(8);
  expect(colorOf('a')).toBe(colorOf('a'));
});
