import { expect, test } from 'vitest';
import { recentRefusals, refusesTooOften, retryDelayMs } from './reconnect-policy.ts';

test.each([
  [1, 0.5, 500],
  [2, 0.5, 1_000],
  [4, 1, 8_000],
  [7, 1, 60_000],
  [50, 1, 60_000],
  [50, 0.5, 30_000],
  [3, 0, 100],
])('after %i failures in a row, with %f of the bound, it waits %i ms', (failures, random, expected) => {
  expect(retryDelayMs(failures, random)).toBe(expected);
});

test('fifteen refusals in ten minutes are too many, spread over more they are not', () => {
  const everyHalfMinute = Array.from({ length: 15 }, (_, index) => index * 30_000);
  expect(refusesTooOften(everyHalfMinute.slice(1), 450_000)).toBe(false);
  expect(refusesTooOften(everyHalfMinute, 450_000)).toBe(true);
  expect(refusesTooOften(everyHalfMinute, 600_001)).toBe(false);
  expect(recentRefusals(everyHalfMinute, 600_001)).toHaveLength(14);
});
