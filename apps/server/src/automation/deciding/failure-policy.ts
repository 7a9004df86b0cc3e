import type { Failure } from './decision.ts';

/** Tries of one turn, the first included. */
export const MOST_ATTEMPTS = 3;

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 60_000;
const JITTER = 0.2;

/** What the status of an answer says about another try; undefined for one that is no failure. */
export function failureOfStatus(statusCode: number): Failure | undefined {
  if (statusCode >= 200 && statusCode < 300) return undefined;
  if (statusCode >= 300 && statusCode < 400)
    return { code: 'redirect_not_followed', detail: null, isTransient: false };
  const isTransient = statusCode >= 500 || statusCode === 429 || statusCode === 408;
  return { code: `http_${String(statusCode)}`, detail: null, isTransient };
}

/** Seconds or a date (RFC 9110) as milliseconds from now; undefined when it is neither. */
export function retryAfterMs(header: string | string[] | undefined, now: Date): number | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.max(ms, 0);
}

/**
 * Milliseconds until a turn is tried again: 2 s, then 8 s, each ± 20 %, or what the service asks for, at most a minute: a customer
 * waits. Undefined when it is not.
 * @param attempt tries so far, this one included
 * @param random from 0 up to 1
 */
export function retryDelayMs(
  failure: Pick<Failure, 'isTransient' | 'retryAfterMs'>,
  attempt: number,
  random: number,
): number | undefined {
  if (!failure.isTransient || attempt >= MOST_ATTEMPTS) return undefined;
  const plain = FIRST_DELAY_MS * 4 ** (attempt - 1) * (1 - JITTER + 2 * JITTER * random);
  const asked = failure.retryAfterMs ?? 0;
  return asked > LONGEST_DELAY_MS ? undefined : Math.round(Math.max(plain, asked));
}
