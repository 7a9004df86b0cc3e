import { expect, it } from 'vitest';
import { harmlessCell } from './csv-cell-policy.ts';

it.each([
  ['=1+1', "'=1+1"],
  ['+55', "'+55"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['a=1', 'a=1'],
  ['user@example.com', 'user@example.com'],
  ['', ''],
])('%j becomes %j', (text, cell) => {
  expect(harmlessCell(text)).toBe(cell);
});
