import { expect, it } from 'vitest';
import { groupSize, grouped, scaled, ticksOf, within, type TimePoint } from './time-policy.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// In the reader's own time, as the groups are.
const start = new Date(2026, 10, 24, 0, 0).getTime();

const points = (count: number, stepMs: number, fromMs = start): TimePoint[] =>
  Array.from({ length: count }, (_, index) => ({ atMs: fromMs + index * stepMs, values: [1, 2] }));
const span = (lengthMs: number) => ({ fromMs: start, toMs: start + lengthMs });

it.each([
  ['an hour of minutes', HOUR, MINUTE, MINUTE],
  ['a day of minutes', DAY, MINUTE, 30 * MINUTE],
  ['two hours of minutes', 2 * HOUR, MINUTE, 2 * MINUTE],
  ['a week of hours', 7 * DAY, HOUR, 3 * HOUR],
  ['a month of hours', 30 * DAY, HOUR, DAY],
])('%s is shown in groups that can be told apart', (_, length, step, size) => {
  expect(groupSize(span(length), step)).toBe(size);
});

it('groups hold all that their points do, but a first one that is cut off', () => {
  const whole = grouped(points(60, MINUTE), 15 * MINUTE, MINUTE);
  expect(whole.map(({ values }) => values)).toEqual(Array.from({ length: 4 }, () => [15, 30]));
  const cut = grouped(points(50, MINUTE, start + 10 * MINUTE), 15 * MINUTE, MINUTE);
  expect(cut.map(({ atMs }) => (atMs - start) / MINUTE)).toEqual([15, 30, 45]);
});

it('the last group stays, though it is not over', () => {
  expect(grouped(points(61, MINUTE), 30 * MINUTE, MINUTE).at(-1)?.values).toEqual([1, 2]);
});

it('days begin at midnight here', () => {
  const days = grouped(points(49, HOUR), DAY, HOUR);
  expect(days.map(({ atMs }) => new Date(atMs).getHours())).toEqual([0, 0, 0]);
});

it.each([
  [60, MINUTE, 10 * MINUTE, 6],
  [48, 30 * MINUTE, 6 * HOUR, 4],
  [56, 3 * HOUR, DAY, 7],
  [30, DAY, 5 * DAY, 6],
])('%d groups have at most seven times below them', (count, size, every, most) => {
  const ticks = ticksOf(points(count, size), size);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThanOrEqual(most + 1);
  expect(ticks[0]?.everyMs).toBe(every);
});

it('a closer look stays within what there is, and is never of less than a few steps', () => {
  const whole = span(HOUR);
  const early = within({ fromMs: start - HOUR, toMs: start - HOUR + 10 * MINUTE }, whole, MINUTE);
  expect(early).toEqual({ fromMs: start, toMs: start + 10 * MINUTE });
  const late = within({ fromMs: start + HOUR - MINUTE, toMs: start + HOUR }, whole, MINUTE);
  expect(late).toEqual({ fromMs: start + 54 * MINUTE, toMs: start + HOUR });
  expect(within(span(5 * HOUR), whole, MINUTE)).toEqual(whole);
});

it('half the time around a moment has it in its middle', () => {
  const { fromMs, toMs } = scaled(span(HOUR), start + 20 * MINUTE, 0.5);
  expect([(fromMs - start) / MINUTE, (toMs - start) / MINUTE]).toEqual([5, 35]);
});
