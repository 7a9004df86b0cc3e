import { startOfDay } from '../../lib/period.ts';
import { oneOf, type Search } from '../../lib/search-params.ts';

/** What the overview looks back on. */
export const periods = ['hour', 'day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];
export const usualPeriod: Period = 'hour';

/** The address of the overview. */
export interface OverviewSearch {
  period?: Exclude<Period, 'hour'>;
}

/** Reads the address; what it does not know is as if it were not there. */
export function overviewSearch(search: Search): OverviewSearch {
  const period = oneOf(search['period'], ['day', 'week', 'month'] as const);
  return period === undefined ? {} : { period };
}

const HOUR_MS = 3_600_000;
const MOST_HOURS = 31 * 24;

/** How a period is read: points of minutes or hours, and the hours it has. Weeks and months begin at midnight here. */
export function spanOf(
  period: Period,
  now: Date,
): { step: 'minute' | 'hour'; points: number; hours: number } {
  if (period === 'hour') return { step: 'minute', points: 60, hours: 1 };
  if (period === 'day') return { step: 'minute', points: 24 * 60, hours: 24 };
  const from = startOfDay(now, period === 'week' ? 6 : 29);
  const hours = Math.min(MOST_HOURS, Math.floor((now.getTime() - from.getTime()) / HOUR_MS) + 1);
  return { step: 'hour', points: hours, hours };
}
