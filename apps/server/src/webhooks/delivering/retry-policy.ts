import type { RetryConfig } from '@recado/contracts';
import { PROBE_EVERY_MS } from './endpoint-health-policy.ts';

/** How an attempt ended; `error` is null exactly when the endpoint took the event. */
export interface Ending {
  statusCode: number | null;
  error: string | null;
  retryAfter: string | null;
}

export interface Tries {
  /** Requests made so far that count, this one included. */
  attempt: number;
  retry: RetryConfig;
  /** Whether it asks if an endpoint that kept failing is back; then a failure costs no try. */
  isProbe: boolean;
  /** From 0 up to 1, for the jitter. */
  random: number;
  now: Date;
}

/** What follows from an attempt. `held`: the endpoint is gone, the event stays until somebody switches it on again. */
export type Verdict =
  { state: 'delivered' } | { state: 'failed' } | { state: 'held' } | { state: 'pending'; delayMs: number };

const JITTER = 0.2;

/** Seconds or a date (RFC 9110); undefined when it is neither. */
function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? undefined : ms;
}

const asksForPatience = (statusCode: number | null): boolean => statusCode === 429 || statusCode === 503;

/** How many times `retryDelay` passes before the next try. */
const factors: Record<RetryConfig['strategy'], (attempt: number) => number> = {
  exponential: (attempt) => 2 ** (attempt - 1),
  linear: (attempt) => attempt,
  constant: () => 1,
};

/** Milliseconds until the next try, at most `maxDelay`. An overloaded endpoint may ask for up to twice that. */
function delayMs(ending: Ending, { attempt, retry, random, now }: Tries): number {
  const plain = Math.min(retry.retryDelay * factors[retry.strategy](attempt), retry.maxDelay);
  const jittered = Math.min(plain * (1 - JITTER + 2 * JITTER * random), retry.maxDelay);
  const asked = asksForPatience(ending.statusCode) ? retryAfterMs(ending.retryAfter, now) : undefined;
  return Math.round(asked === undefined ? jittered : Math.min(Math.max(asked, jittered), 2 * plain));
}

/** Decides what becomes of a delivery after an attempt. */
export function verdictOn(ending: Ending, tries: Tries): Verdict {
  if (ending.error === null) return { state: 'delivered' };
  if (ending.statusCode === 410) return { state: 'held' };
  if (tries.isProbe) return { state: 'pending', delayMs: PROBE_EVERY_MS };
  if (tries.attempt > tries.retry.maxRetries) return { state: 'failed' };
  return { state: 'pending', delayMs: delayMs(ending, tries) };
}

/** An endpoint that failed for this long without one success is switched off. */
const LONGEST_FAILING_DAYS = 5;

/** Why an endpoint has to be switched off now; undefined when it may go on. */
export function disableReason(
  endings: readonly Ending[],
  failingSince: Date | null,
  now: Date,
): string | undefined {
  if (endings.some((ending) => ending.statusCode === 410)) return 'The endpoint answered 410 Gone';
  const failingMs = failingSince === null ? 0 : now.getTime() - failingSince.getTime();
  if (failingMs < LONGEST_FAILING_DAYS * 24 * 3_600_000) return undefined;
  return `No delivery succeeded for ${String(LONGEST_FAILING_DAYS)} days`;
}
