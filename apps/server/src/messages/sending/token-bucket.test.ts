import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

it('gives its capacity at once and then its rate', () => {
  const bucket = new TokenBucket(20, 80, 0);
  expect(bucket.available(0)).toBe(20);
  bucket.take(20);
  expect(bucket.available(0)).toBe(0);
  expect(bucket.waitMs(0)).toBe(13);
  expect(bucket.available(13)).toBe(1);
  expect(bucket.available(1_000)).toBe(20);
});

it('a slow bucket says how long to wait for one token', () => {
  const bucket = new TokenBucket(45, 1 / 6, 0);
  bucket.take(45);
  expect(bucket.waitMs(0)).toBe(6_000);
  expect(bucket.waitMs(6_000)).toBe(0);
});
