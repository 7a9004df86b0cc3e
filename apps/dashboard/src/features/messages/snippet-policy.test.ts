import { expect, it } from 'vitest';
import { markedParts } from './snippet-policy.ts';

it.each([
  [
    'Quero saber o preço',
    [{ start: 14, end: 19 }],
    [
      ['Quero saber o ', false],
      ['preço', true],
    ],
  ],
  [
    'a b',
    [
      { start: 0, end: 1 },
      { start: 2, end: 3 },
    ],
    [
      ['a', true],
      [' ', false],
      ['b', true],
    ],
  ],
  ['nothing', [], [['nothing', false]]],
])('%j with %j', (text, marks, expected) => {
  expect(markedParts({ text, marks }).map((part) => [part.text, part.isMarked])).toEqual(expected);
});
