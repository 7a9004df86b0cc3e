import { z } from 'zod';

const MINUTE_MS = 60_000;
/** An endpoint whose breaker is open gets one request in this time, to see whether it is back. */
export const PROBE_EVERY_MS = MINUTE_MS;
/** Requests of one endpoint at once, in the whole fleet. */
export const MOST_IN_FLIGHT = 4;

const MOST_FAILURES_IN_ROW = 10;
const WINDOW_MINUTES = 5;
const FEWEST_IN_WINDOW = 10;
const MOST_FAILING_SHARE = 0.7;
const MOST_SLOWNESS = 6;

/** What is remembered of how an endpoint fares. Times are minutes of Unix time. */
export const Health = z.object({
  failuresInRow: z.int().default(0),
  /** How many times, less the successes since, it was overloaded. */
  slowness: z.int().default(0),
  /** The breaker: nothing but probes until one succeeds. */
  isOpen: z.boolean().default(false),
  minutes: z.array(z.object({ minute: z.int(), attempts: z.int(), failures: z.int() })).default([]),
});
export type Health = z.infer<typeof Health>;

export interface Outcome {
  statusCode: number | null;
  /** null exactly when the endpoint took the event. */
  error: string | null;
}

/** 429, 502 and 504 come from an endpoint, or from what stands before it, that cannot keep up (Standard Webhooks 1.0). */
const isOverload = ({ statusCode }: Outcome): boolean =>
  statusCode === 429 || statusCode === 502 || statusCode === 504;

function counted(minutes: Health['minutes'], outcome: Outcome, now: Date): Health['minutes'] {
  const minute = Math.floor(now.getTime() / MINUTE_MS);
  const recent = minutes.filter((one) => one.minute > minute - WINDOW_MINUTES);
  const current = recent.find((one) => one.minute === minute) ?? { minute, attempts: 0, failures: 0 };
  const failures = current.failures + (outcome.error === null ? 0 : 1);
  return [...recent.filter((one) => one !== current), { minute, attempts: current.attempts + 1, failures }];
}

function afterOne(health: Health, outcome: Outcome, now: Date): Health {
  if (outcome.error === null)
    return {
      failuresInRow: 0,
      slowness: Math.max(health.slowness - 1, 0),
      isOpen: false,
      minutes: health.isOpen ? [] : counted(health.minutes, outcome, now),
    };
  const slowness = isOverload(outcome) ? Math.min(health.slowness + 1, MOST_SLOWNESS) : health.slowness;
  return {
    failuresInRow: health.failuresInRow + 1,
    slowness,
    isOpen: health.isOpen,
    minutes: counted(health.minutes, outcome, now),
  };
}

function mustOpen({ failuresInRow, minutes }: Health): boolean {
  const sum = (of: 'attempts' | 'failures'): number => minutes.reduce((all, minute) => all + minute[of], 0);
  const attempts = sum('attempts');
  return (
    failuresInRow >= MOST_FAILURES_IN_ROW ||
    (attempts >= FEWEST_IN_WINDOW && sum('failures') >= MOST_FAILING_SHARE * attempts)
  );
}

/**
 * What is remembered after requests that ended in this order, and for how many milliseconds no other may be made.
 * The breaker opens at 10 failures in a row, or 70 % of 10 or more in 5 minutes; an overload slows down, twice as long each time.
 */
export function healthAfter(
  health: Health,
  outcomes: readonly Outcome[],
  now: Date,
): { health: Health; pauseMs: number } {
  let after = health;
  for (const outcome of outcomes) after = afterOne(after, outcome, now);
  const last = outcomes.at(-1);
  if (last === undefined || last.error === null) return { health: after, pauseMs: 0 };
  if (after.isOpen || mustOpen(after)) return { health: { ...after, isOpen: true }, pauseMs: PROBE_EVERY_MS };
  return { health: after, pauseMs: isOverload(last) ? 1_000 * 2 ** (after.slowness - 1) : 0 };
}

/** How many requests may be under way at once. */
export const mostInFlight = ({ isOpen, slowness }: Health): number =>
  isOpen || slowness > 0 ? 1 : MOST_IN_FLIGHT;

/** Since when an endpoint has had no success, after requests that ended in this order; null after a success. */
export function failingSinceAfter(before: Date | null, outcomes: readonly Outcome[], now: Date): Date | null {
  if (outcomes.at(-1)?.error == null) return null;
  return outcomes.some(({ error }) => error === null) ? now : (before ?? now);
}
