import type { WebhookStats } from '@recado/contracts';
import { quantile } from './duration-bucket-policy.ts';

const HOUR_MS = 3_600_000;

export interface HourRow {
  hour: Date;
  bucket: number;
  attempts: number;
  failures: number;
}

/** The beginnings of this hour and of those before it, oldest first. */
export function hoursBack(count: number, now: Date): Date[] {
  const current = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  return Array.from({ length: count }, (_, back) => new Date(current - (count - 1 - back) * HOUR_MS));
}

const sum = (rows: readonly HourRow[], of: 'attempts' | 'failures'): number =>
  rows.reduce((all, row) => all + row[of], 0);

function figuresOf(rows: readonly HourRow[]): Omit<WebhookStats, 'byHour'> {
  const attempts = sum(rows, 'attempts');
  const failures = sum(rows, 'failures');
  return {
    attempts,
    failures,
    successRate: attempts === 0 ? null : (attempts - failures) / attempts,
    p50: quantile(rows, 0.5),
    p99: quantile(rows, 0.99),
  };
}

/** How an endpoint fared in these hours, and in each of them. */
export function statsOf(hours: readonly Date[], rows: readonly HourRow[]): WebhookStats {
  const byHour = Map.groupBy(rows, ({ hour }) => hour.getTime());
  return {
    ...figuresOf(rows),
    byHour: hours.map((hour) => ({
      hour: hour.toISOString(),
      ...figuresOf(byHour.get(hour.getTime()) ?? []),
    })),
  };
}
