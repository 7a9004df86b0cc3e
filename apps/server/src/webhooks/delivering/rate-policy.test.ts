import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RequestPace } from './rate-policy.ts';

const start = new Date('2026-11-24T12:00:00.000Z');
const after = (ms: number): Date => new Date(start.getTime() + ms);

it('without a limit all are allowed, and nothing is kept', () => {
  const pace = new RequestPace(null, null);
  expect(pace.allowed(64, start)).toBe(64);
  expect(pace.began(64, start)).toBeUndefined();
  expect(pace.allowedAt(start)).toEqual(start);
});

it('a limit of ten lets a few go at once and then one each tenth of a second', () => {
  const pace = new RequestPace(10, null);
  expect(pace.allowed(64, start)).toBe(3);
  pace.began(3, start);
  expect(pace.allowed(64, after(50))).toBe(0);
  expect(pace.allowedAt(start)).toEqual(after(100));
  expect(pace.allowed(64, after(100))).toBe(1);
});

it('what a turn used is kept for the next', () => {
  const kept = new RequestPace(1, null).began(1, start);
  expect(new RequestPace(1, kept ?? null).allowed(1, after(700))).toBe(0);
  expect(new RequestPace(1, kept ?? null).allowed(1, after(800))).toBe(1);
});

it('in no second are there more than the limit and a fifth, or one, more', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.array(fc.integer({ min: 0, max: 300 })),
      (limit, waits) => {
        const pace = new RequestPace(limit, null);
        const begun: number[] = [];
        let nowMs = 0;
        for (const wait of waits) {
          nowMs += wait;
          const count = pace.allowed(1_000, after(nowMs));
          pace.began(count, after(nowMs));
          begun.push(...Array.from({ length: count }, () => nowMs));
        }
        for (const from of begun)
          expect(begun.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(
            limit * 1.2 + 1,
          );
      },
    ),
  );
});
