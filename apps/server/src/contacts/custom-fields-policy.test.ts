import { expect, it } from 'vitest';
import { mergedFields, refusalOfFields } from './custom-fields-policy.ts';

it.each([
  [{ a: 1 }, { b: 'x' }, { a: 1, b: 'x' }],
  [{ a: 1 }, { a: 2 }, { a: 2 }],
  [{ a: 1, b: 2 }, { a: null }, { b: 2 }],
  [{}, { a: null }, {}],
])('%j changed by %j is %j', (before, changes, after) => {
  expect(mergedFields(before, changes)).toEqual(after);
});

it('a contact has at most 50 fields', () => {
  const fields = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [String(i), 'x']));
  expect(refusalOfFields(fields(50))).toBeUndefined();
  expect(refusalOfFields(fields(51))).toBeDefined();
});
