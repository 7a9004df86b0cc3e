import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DURATION_CLASSES, meanSeconds, quantileSeconds } from './duration-classes-policy.ts';

const classOf = (seconds: number): number =>
  Math.min(DURATION_CLASSES - 1, Math.floor(3 * Math.log2(Math.max(1, seconds)) + 1e-9));

const countsOf = (all: number[]): number[] => {
  const counts = Array.from({ length: DURATION_CLASSES }, () => 0);
  for (const seconds of all) counts[classOf(seconds)] = (counts[classOf(seconds)] ?? 0) + 1;
  return counts;
};

it('is in the class of the exact quantile, whatever the times were', () => {
  const times = fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(times, fc.constantFrom(0.5, 0.9), (all, share) => {
      const exact = all.toSorted((a, b) => a - b)[Math.ceil(share * all.length) - 1] ?? 0;
      const told = quantileSeconds(countsOf(all), share) ?? -1;
      const begin = classOf(exact) === 0 ? 0 : 2 ** (classOf(exact) / 3);
      expect(told).toBeGreaterThanOrEqual(begin - 0.05);
      expect(told).toBeLessThanOrEqual(2 ** ((classOf(exact) + 1) / 3) + 0.05);
    }),
  );
});

it('there is no quantile and no mean of nothing', () => {
  expect([quantileSeconds(countsOf([]), 0.5), meanSeconds(0, 0)]).toEqual([null, null]);
});

it('a mean is exact to a tenth of a second', () => {
  expect(meanSeconds(3, 10_000)).toBe(3.3);
});
