import { expect, it } from 'vitest';
import { Health, healthAfter, mostInFlight, type Outcome } from './endpoint-health-policy.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const fresh = Health.parse({});
const ok: Outcome = { statusCode: 204, error: null };
const failed: Outcome = { statusCode: 500, error: 'http_500' };
const overloaded: Outcome = { statusCode: 429, error: 'http_429' };
const times = (count: number, outcome: Outcome): Outcome[] => Array.from({ length: count }, () => outcome);

it('an endpoint that works is not paused and takes four at once', () => {
  const { health, pauseMs } = healthAfter(fresh, times(100, ok), now);
  expect(pauseMs).toBe(0);
  expect(mostInFlight(health)).toBe(4);
});

it.each([
  [9, false],
  [10, true],
])('after %d failures in a row the breaker is open: %s', (count, isOpen) => {
  const after = healthAfter(fresh, [...times(20, ok), ...times(count, failed)], now);
  expect(after.health.isOpen).toBe(isOpen);
  expect(after.pauseMs).toBe(isOpen ? 60_000 : 0);
});

it('failures in a row are counted over turns', () => {
  const half = healthAfter(healthAfter(fresh, times(20, ok), now).health, times(5, failed), now).health;
  expect(healthAfter(half, times(5, failed), later(10)).health.isOpen).toBe(true);
});

it.each([
  ['7 of 10', 7, 3, true],
  ['6 of 10', 6, 4, false],
  ['6 of 9', 6, 3, false],
  ['8 of 9', 8, 1, false],
])('%s within five minutes opens it: needs 70 %% and at least 10', (_, failures, successes, isOpen) => {
  const outcomes = [
    ...times(Math.min(failures, 5), failed),
    ...times(successes, ok),
    ...times(failures - 5, failed),
  ];
  expect(healthAfter(fresh, outcomes, now).health.isOpen).toBe(isOpen);
});

it('what was more than five minutes ago does not count', () => {
  const earlier = healthAfter(fresh, [...times(5, failed), ok], now).health;
  expect(healthAfter(earlier, [ok, ...times(4, failed)], later(6)).health.isOpen).toBe(false);
  expect(healthAfter(earlier, [ok, ...times(4, failed)], later(4)).health.isOpen).toBe(true);
});

it('an open breaker lets one request through at a time; each failure waits another minute, a success closes it', () => {
  const open = healthAfter(fresh, times(10, failed), now).health;
  expect(mostInFlight(open)).toBe(1);
  expect(healthAfter(open, [failed], later(1))).toMatchObject({ health: { isOpen: true }, pauseMs: 60_000 });
  const closed = healthAfter(open, [ok], later(1));
  expect(closed).toEqual({
    health: { failuresInRow: 0, slowness: 0, isOpen: false, minutes: [] },
    pauseMs: 0,
  });
});

it('429, 502 and 504 slow down, twice as long each time up to 32 s, one request at a time', () => {
  let health = fresh;
  const pauses = [];
  for (const statusCode of [429, 502, 504, 429, 429, 429, 429]) {
    const after = healthAfter(health, [{ statusCode, error: 'overload' }], later(pauses.length * 10));
    health = after.health;
    pauses.push(after.pauseMs);
  }
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000]);
  expect(mostInFlight(health)).toBe(1);
});

it('each success after an overload speeds it up again', () => {
  const slow = healthAfter(fresh, [overloaded, overloaded], now).health;
  const once = healthAfter(slow, [ok], now);
  expect(once.pauseMs).toBe(0);
  expect(mostInFlight(once.health)).toBe(1);
  expect(mostInFlight(healthAfter(once.health, [ok], now).health)).toBe(4);
});

it('other failures do not slow down', () => {
  expect(healthAfter(fresh, [failed], now).pauseMs).toBe(0);
  expect(healthAfter(fresh, [{ statusCode: null, error: 'timeout' }], now).pauseMs).toBe(0);
});
