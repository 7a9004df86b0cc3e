import { expect, it } from 'vitest';
import { bucketOf, quantile } from './duration-bucket-policy.ts';
import { hoursBack, statsOf } from './stats-policy.ts';

const countsOf = (durations: number[]) =>
  durations.map((duration) => ({ bucket: bucketOf(duration), attempts: 1 }));

it('a duration is told within 5 % or a millisecond', () => {
  for (let durationMs = 1; durationMs <= 30_000; durationMs += 7) {
    const shown = quantile(countsOf([durationMs]), 0.5) ?? 0;
    expect(Math.abs(shown - durationMs), String(durationMs)).toBeLessThanOrEqual(
      Math.max(1, 0.05 * durationMs),
    );
  }
});

it.each([[0], [0.4], [1]])('%d ms is told as 1', (durationMs) => {
  expect(quantile(countsOf([durationMs]), 0.5)).toBe(1);
});

it('p50 and p99 are the nearest ranks', () => {
  const counts = countsOf([...Array.from({ length: 98 }, () => 100), 1_000, 5_000]);
  expect(quantile(counts, 0.5)).toBe(quantile(countsOf([100]), 1));
  expect(quantile(counts, 0.99)).toBe(quantile(countsOf([1_000]), 1));
  expect(quantile(counts, 1)).toBe(quantile(countsOf([5_000]), 1));
  expect(quantile([], 0.5)).toBeNull();
});

it('hours are told apart, and those without attempts are there too', () => {
  const hours = hoursBack(3, new Date('2026-11-24T12:34:56.000Z'));
  const bucket = bucketOf(100);
  const stats = statsOf(hours, [
    { hour: new Date('2026-11-24T10:00:00.000Z'), bucket, attempts: 10, failures: 5 },
    { hour: new Date('2026-11-24T12:00:00.000Z'), bucket, attempts: 10, failures: 0 },
  ]);
  expect(stats).toMatchObject({ attempts: 20, failures: 5, successRate: 0.75 });
  expect(stats.byHour).toMatchObject([
    { hour: '2026-11-24T10:00:00.000Z', attempts: 10, successRate: 0.5 },
    { hour: '2026-11-24T11:00:00.000Z', attempts: 0, successRate: null, p50: null },
    { hour: '2026-11-24T12:00:00.000Z', attempts: 10, successRate: 1 },
  ]);
});
