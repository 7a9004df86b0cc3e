import { expect, test } from 'vitest';
import { storableJson } from './jsonb.ts';

test('what jsonb refuses is replaced, in values and names, at any depth', () => {
  const value = { 'na\0me': ['a\0b', { half: 'x\ud83dy' }], at: new Date(0) };
  expect(JSON.parse(storableJson(value))).toEqual({
    'na\ufffdme': ['a\ufffdb', { half: 'x\ufffdy' }],
    at: '1970-01-01T00:00:00.000Z',
  });
});

test.each([['a whole emoji 😀'], ['a backslash before \\u0000 and \\ud83d'], [null], [[1, true]], ['']])(
  '%j stays as it is',
  (value) => {
    expect(JSON.parse(storableJson(value))).toEqual(value);
  },
);
