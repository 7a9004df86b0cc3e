import fc from 'fast-check';
import { expect, it } from 'vitest';
import { niceCeiling } from './chart-policy.ts';

it.each([
  [0, 2],
  [1, 2],
  [2, 2],
  [3, 4],
  [7, 8],
  [9, 10],
  [12, 20],
  [4_100, 6_000],
])('the scale for %d ends at %d', (most, end) => {
  expect(niceCeiling(most)).toBe(end);
});

it('no bar is higher than the scale, and half of the end is a whole number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (most) => {
      const end = niceCeiling(most);
      expect(end).toBeGreaterThanOrEqual(most);
      expect(Number.isInteger(end / 2)).toBe(true);
    }),
  );
});
