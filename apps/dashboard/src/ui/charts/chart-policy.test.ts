import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scaleOf } from './chart-policy.ts';

it.each([
  [0, [0, 1, 2]],
  [1, [0, 1, 2]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [9, [0, 2, 4, 6, 8, 10]],
  [12, [0, 5, 10, 15]],
  [21, [0, 5, 10, 15, 20, 25]],
  [50, [0, 10, 20, 30, 40, 50]],
  [51, [0, 20, 40, 60]],
  [4_100, [0, 1_000, 2_000, 3_000, 4_000, 5_000]],
])('the scale for %d has the marks %j', (most, marks) => {
  expect(scaleOf(most)).toEqual(marks);
});

it('nothing is higher than the scale, less than half of it is left over, and its marks are whole numbers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1e9 }), (most) => {
      const marks = scaleOf(most);
      const top = marks.at(-1) ?? 0;
      expect(top).toBeGreaterThanOrEqual(most);
      expect(most).toBeGreaterThan(top / 2);
      expect(marks.length).toBeLessThanOrEqual(6);
      expect(marks.every((mark) => Number.isInteger(mark))).toBe(true);
    }),
  );
});
