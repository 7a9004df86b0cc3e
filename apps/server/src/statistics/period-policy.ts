import { MOST_STATISTICS_DAYS, type StatisticsQuery } from '@recado/contracts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';

/** A time from a full hour up to another. */
export interface Period {
  from: Date;
  to: Date;
  timeZone: string;
}

/** The days of UTC that lie in a period, and the hours before and after them; `from` ≤ `fromDay` ≤ `toDay` ≤ `to`. */
export interface DaysWithin {
  fromDay: Date;
  toDay: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DEFAULT_DAYS = 30;

const floorTo = (time: number, unit: number): number => Math.floor(time / unit) * unit;
const ceilTo = (time: number, unit: number): number => Math.ceil(time / unit) * unit;

/**
 * The period that a query asks for, in full hours.
 * @throws AppError invalid_request when it ends before it begins or is too long
 */
export function periodOf({ from, to, timeZone }: Omit<StatisticsQuery, 'instanceId'>, now: Date): Period {
  const end = ceilTo(to === undefined ? now.getTime() : Date.parse(to), HOUR_MS);
  const begin =
    from === undefined
      ? startOfDay(end - HOUR_MS, timeZone) - (DEFAULT_DAYS - 1) * DAY_MS
      : floorTo(Date.parse(from), HOUR_MS);
  if (begin >= end) throw invalidRequest([{ path: ['from'], message: 'must be before `to`' }]);
  if (end - begin > MOST_STATISTICS_DAYS * DAY_MS + HOUR_MS)
    throw invalidRequest([
      { path: ['from'], message: `must be at most ${String(MOST_STATISTICS_DAYS)} days before \`to\`` },
    ]);
  return { from: new Date(begin), to: new Date(end), timeZone };
}

/** Whole days of UTC are read as such, so that a year is few rows; what lies before and after them is read by the hour. */
export function daysWithin({ from, to }: Period): DaysWithin {
  const fromDay = ceilTo(from.getTime(), DAY_MS);
  const toDay = floorTo(to.getTime(), DAY_MS);
  return fromDay < toDay
    ? { fromDay: new Date(fromDay), toDay: new Date(toDay) }
    : { fromDay: to, toDay: to };
}

/** A day of a period: its date, as 2026-11-24, and its first full hour in the period. */
export interface Day {
  date: string;
  from: Date;
}

/** Every day of a period, in its order. Where a zone is not full hours off, an hour belongs to the day in which it begins. */
export function daysOf({ from, to, timeZone }: Period): Day[] {
  const dateAt = dateFormat(timeZone);
  const days: Day[] = [];
  for (let time = from.getTime(); time < to.getTime();) {
    const date = dateAt(time);
    days.push({ date, from: new Date(time) });
    // No day is shorter than 20 hours; the first may have begun before the period.
    time += days.length === 1 ? HOUR_MS : 20 * HOUR_MS;
    while (dateAt(time) === date) time += HOUR_MS;
  }
  return days;
}

/** Gives the date of a time in a zone. */
function dateFormat(timeZone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (time) => format.format(time);
}

function startOfDay(time: number, timeZone: string): number {
  const dateAt = dateFormat(timeZone);
  let start = floorTo(time, HOUR_MS);
  while (dateAt(start - HOUR_MS) === dateAt(time)) start -= HOUR_MS;
  return start;
}
