import { expect, it, test } from 'vitest';
import { retryDelayMs } from './backoff-policy.ts';

it.each([
  [1, 500],
  [2, 1_000],
  [4, 4_000],
  [7, 30_000],
  [1_000, 30_000],
])('after %i failures in a row a broker is left alone for about %i ms', (failures, delayMs) => {
  expect(retryDelayMs(failures, 0.5)).toBe(delayMs);
});

test('the delay is spread by a fifth either way', () => {
  expect(retryDelayMs(2, 0)).toBe(800);
  expect(retryDelayMs(2, 1)).toBe(1_200);
});
