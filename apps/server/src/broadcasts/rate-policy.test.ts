import { expect, it } from 'vitest';
import fc from 'fast-check';
import { allowanceOf, estimatedEndAt, lookAgainMs, nextRunAt, worthWhileAt } from './rate-policy.ts';

const start = new Date('2026-11-24T12:00:00Z');
const later = (ms: number): Date => new Date(start.getTime() + ms);

it('the first one may go at once, the second when its share of a minute is over', () => {
  const pace = { runAt: start, ratePerMinute: 20 };
  expect(allowanceOf(pace, start)).toBe(1);
  const runAt = nextRunAt(pace, start, 1);
  expect(runAt).toEqual(later(3_000));
  expect(allowanceOf({ ...pace, runAt }, later(2_999))).toBe(0);
  expect(allowanceOf({ ...pace, runAt }, later(3_000))).toBe(1);
});

it('after a long pause no more than a second’s worth goes at once', () => {
  expect(allowanceOf({ runAt: start, ratePerMinute: 1_000 }, later(3_600_000))).toBe(16);
  expect(allowanceOf({ runAt: start, ratePerMinute: 20 }, later(3_600_000))).toBe(1);
});

it('in whatever steps it is looked at, no minute lets through more than the rate and a second’s worth', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60_000 }),
      fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 }),
      (ratePerMinute, steps) => {
        let [runAt, at, gone] = [start, 0, 0];
        for (const step of steps) {
          at += step;
          const count = allowanceOf({ runAt, ratePerMinute }, later(at));
          if (count > 0) runAt = nextRunAt({ runAt, ratePerMinute }, later(at), count);
          gone += count;
        }
        const most = Math.floor((at * ratePerMinute) / 60_000) + Math.max(1, Math.floor(ratePerMinute / 60));
        expect(gone).toBeLessThanOrEqual(most);
      },
    ),
  );
});

it('looked at often enough, a minute lets through the whole rate', () => {
  let [runAt, gone] = [start, 0];
  for (let at = 0; at < 60_000; at += 100) {
    const count = allowanceOf({ runAt, ratePerMinute: 1_000 }, later(at));
    if (count > 0) runAt = nextRunAt({ runAt, ratePerMinute: 1_000 }, later(at), count);
    gone += count;
  }
  expect(gone).toBeGreaterThanOrEqual(998);
});

it('a slow broadcast works for each message, a fast one for a quarter of a second’s worth', () => {
  expect(worthWhileAt({ runAt: start, ratePerMinute: 20 })).toEqual(start);
  expect(worthWhileAt({ runAt: start, ratePerMinute: 1_200 })).toEqual(later(200));
});

it('the end is as far as the rate needs for what is left', () => {
  expect(estimatedEndAt({ runAt: start, ratePerMinute: 20 }, later(1_000), 40)).toEqual(later(121_000));
});

it('the longer the last messages take, the seldomer they are looked for', () => {
  expect([0, 20_000, 3_600_000].map((ms) => lookAgainMs(start, later(ms)))).toEqual([500, 5_000, 30_000]);
});
