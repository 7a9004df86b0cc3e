import { expect, it } from 'vitest';
import { nextFetch } from './media-fetch-policy.ts';
import { sha256From } from './sha256-policy.ts';

it('a fetch that fails is tried again later and later, for days, and then given up', () => {
  const waits: number[] = [];
  let next = nextFetch(1, false);
  while (next.state === 'pending') {
    waits.push(next.afterMs);
    next = nextFetch(waits.length + 1, false);
  }
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits[0]).toBeLessThanOrEqual(2_000);
  const daysInAll = waits.reduce((sum, wait) => sum + wait, 0) / 86_400_000;
  expect(daysInAll).toBeGreaterThan(3);
  expect(daysInAll).toBeLessThan(7);
});

it('what cannot become better is given up at once', () => {
  expect(nextFetch(1, true)).toEqual({ state: 'failed' });
});

it('reads the hash of a webhook and that of an answer alike', () => {
  const base64 = 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=';
  const bytes = Buffer.from(base64, 'base64');
  expect(sha256From(base64)).toEqual(bytes);
  expect(sha256From(bytes.toString('hex'))).toEqual(bytes);
  expect(sha256From('abc')).toBeUndefined();
  expect(sha256From(undefined)).toBeUndefined();
});
