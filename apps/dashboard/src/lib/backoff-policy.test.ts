import { expect, it } from 'vitest';
import { reconnectDelayMs } from './backoff-policy.ts';

it('tries come further apart, to 15 s, and are spread over the later half of the wait', () => {
  expect([0, 1, 2, 10].map((failures) => reconnectDelayMs(failures, 1))).toEqual([500, 1_000, 2_000, 15_000]);
  expect(reconnectDelayMs(2, 0)).toBe(1_000);
});
