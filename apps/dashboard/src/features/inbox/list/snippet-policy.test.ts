import { expect, it } from 'vitest';
import { partsOf } from './snippet-policy.ts';

it('cuts a snippet where its marks are', () => {
  const text = 'Quero saber o preço';
  const marks = [
    { start: 0, end: 5 },
    { start: 14, end: 19 },
  ];
  expect(partsOf({ text, marks }).map(({ text: part, isFound }) => [part, isFound])).toEqual([
    ['Quero', true],
    [' saber o ', false],
    ['preço', true],
  ]);
  expect(partsOf({ text, marks: [] })).toEqual([{ start: 0, text, isFound: false }]);
});
