import { expect, it } from 'vitest';
import { failureOfStatus, retryAfterMs, retryDelayMs } from './failure-policy.ts';

it.each([
  [200, undefined],
  [204, undefined],
  [302, { code: 'redirect_not_followed', isTransient: false }],
  [400, { code: 'http_400', isTransient: false }],
  [401, { code: 'http_401', isTransient: false }],
  [408, { code: 'http_408', isTransient: true }],
  [429, { code: 'http_429', isTransient: true }],
  [500, { code: 'http_500', isTransient: true }],
  [503, { code: 'http_503', isTransient: true }],
])('status %i is the failure %j', (status, expected) => {
  if (expected === undefined) expect(failureOfStatus(status)).toBeUndefined();
  else expect(failureOfStatus(status)).toMatchObject(expected);
});

const now = new Date('2026-11-24T12:00:00Z');
it.each([
  ['3', 3_000],
  ['Tue, 24 Nov 2026 12:00:05 GMT', 5_000],
  ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  [undefined, undefined],
  [['7', '8'], 7_000],
])('Retry-After %j is %s ms', (header, expected) => {
  expect(retryAfterMs(header, now)).toBe(expected);
});

it.each<
  [failure: Parameters<typeof retryDelayMs>[0], attempt: number, random: number, delay: number | undefined]
>([
  [{ isTransient: true }, 1, 0.5, 2_000],
  [{ isTransient: true }, 1, 0, 1_600],
  [{ isTransient: true }, 2, 0.5, 8_000],
  [{ isTransient: true }, 3, 0.5, undefined],
  [{ isTransient: false }, 1, 0.5, undefined],
  [{ isTransient: true, retryAfterMs: 20_000 }, 1, 0.5, 20_000],
  [{ isTransient: true, retryAfterMs: 100 }, 1, 0.5, 2_000],
  // Nobody is left to wait for longer than a minute.
  [{ isTransient: true, retryAfterMs: 61_000 }, 1, 0.5, undefined],
])(
  'after %j at attempt %i, with the die at %d, the next try is in %s ms',
  (failure, attempt, random, delay) => {
    expect(retryDelayMs(failure, attempt, random)).toBe(delay);
  },
);
