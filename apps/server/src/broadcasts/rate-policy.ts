import type { ChannelKind } from '../channels/index.ts';

/** Messages a minute unless the broadcast says otherwise. On web the session paces each message by itself as well. */
export const defaultRatePerMinute: Readonly<Record<ChannelKind, number>> = { cloud: 1_000, web: 20 };

const MINUTE_MS = 60_000;

/** A second's worth may be handed over at once after a pause, and one at least. */
const burstOf = (ratePerMinute: number): number => Math.max(1, Math.floor(ratePerMinute / 60));

/** When the rate lets the next one through, and how many a minute. Kept in the database, so that it holds whoever works. */
export interface Pace {
  runAt: Date;
  ratePerMinute: number;
}

/** How many may be handed over now (the generic cell rate algorithm, as token buckets are without a clock of their own). */
export function allowanceOf({ runAt, ratePerMinute }: Pace, now: Date): number {
  const waitedMs = now.getTime() - runAt.getTime();
  if (waitedMs < 0) return 0;
  return Math.min(burstOf(ratePerMinute), Math.floor((waitedMs * ratePerMinute) / MINUTE_MS) + 1);
}

/** When the next one may go, after `count` that `allowanceOf` allowed. */
export function nextRunAt({ runAt, ratePerMinute }: Pace, now: Date, count: number): Date {
  const gapMs = MINUTE_MS / ratePerMinute;
  const earliest = Math.max(runAt.getTime(), now.getTime() - (burstOf(ratePerMinute) - 1) * gapMs);
  return new Date(Math.ceil(earliest + count * gapMs));
}

/** When it is worth while to work again: fast broadcasts hand over several at a time. */
export function worthWhileAt({ runAt, ratePerMinute }: Pace): Date {
  const several = Math.ceil(burstOf(ratePerMinute) / 4);
  return new Date(runAt.getTime() + ((several - 1) * MINUTE_MS) / ratePerMinute);
}

/** When the last of `count` is handed over. */
export const estimatedEndAt = ({ runAt, ratePerMinute }: Pace, now: Date, count: number): Date =>
  new Date(Math.max(runAt.getTime(), now.getTime()) + (count * MINUTE_MS) / ratePerMinute);

const SHORTEST_LOOK_MS = 500;
const LONGEST_LOOK_MS = 30_000;

/** After how long to look again whether the last messages have left: the longer it takes, the seldomer. */
export const lookAgainMs = (since: Date, now: Date): number =>
  Math.min(LONGEST_LOOK_MS, Math.max(SHORTEST_LOOK_MS, (now.getTime() - since.getTime()) / 4));
