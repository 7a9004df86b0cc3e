import { expect, test } from 'vitest';
import { BriefCache } from './brief-cache.ts';

function cacheAt(): {
  cache: BriefCache<number>;
  pass: (ms: number) => void;
  read: () => Promise<number>;
  reads: () => number;
} {
  let nowMs = 1_000;
  let count = 0;
  return {
    cache: new BriefCache<number>({ ttlMs: 3_000, maxEntries: 10, clock: { monotonicMs: () => nowMs } }),
    pass: (ms) => {
      nowMs += ms;
    },
    read: () => Promise.resolve((count += 1)),
    reads: () => count,
  };
}

test('callers within the time share one reading, the next after it reads again', async () => {
  const { cache, pass, read } = cacheAt();
  expect(await Promise.all([cache.get('a', read), cache.get('a', read)])).toEqual([1, 1]);
  pass(2_999);
  expect(await cache.get('a', read)).toBe(1);
  pass(2);
  expect(await cache.get('a', read)).toBe(2);
});

test('keys do not see each other', async () => {
  const { cache, read } = cacheAt();
  await cache.get('a', read);
  expect(await cache.get('b', read)).toBe(2);
});

test('what failed is not kept', async () => {
  const { cache, read } = cacheAt();
  await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  expect(await cache.get('a', read)).toBe(1);
});

test('what was forgotten while it was being read does not come back', async () => {
  const { cache, read } = cacheAt();
  let end: (value: number) => void = () => undefined;
  const slow = cache.get('a', () => new Promise((resolve) => (end = resolve)));
  cache.forget('a');
  end(-1);
  expect(await slow).toBe(-1);
  expect(await cache.get('a', read)).toBe(1);
});
