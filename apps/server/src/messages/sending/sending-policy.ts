import type { ProviderAnswer } from '@recado/contracts';
import type { TriedOutcome } from '../../channels/channel.ts';

/** How long a claim lives; a row still `sending` after it, and the grace, is in doubt. */
export const CLAIM_SECONDS = 60;
/** A worker touches the wire only within this time after it began to claim, by its own monotonic clock. */
export const SELF_DEADLINE_MS = 30_000;
/** An attempt settles within 20 s of its start (channels/channel.ts), so that a claim outlives every attempt and its record. */
export const CLAIM_GRACE_SECONDS = 15;
/** How long a doubt waits for a status that resolves it. */
export const DOUBT_SECONDS = 600;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 600_000;
const MOST_ATTEMPTS = 20;

/** What to write for an attempt. */
export type Settlement =
  | { status: 'sent'; whatsappId: string }
  | {
      status: 'pending';
      code: string;
      detail: string;
      retryInMs: number;
      instance: 'goes_on' | 'slows_down' | 'fails';
      answer?: ProviderAnswer | undefined;
    }
  | { status: 'failed' | 'in_doubt'; code: string; detail: string; answer?: ProviderAnswer | undefined };

/**
 * Milliseconds until the next attempt: doubling from 1 s up to 10 min, ±20 %, and never before the provider's own word.
 * @param attempt how often it was tried, from 1
 * @param random from 0 to 1
 */
export function retryDelayMs(attempt: number, random: number, askedMs = 0): number {
  const base = Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_RETRY_MS);
  return Math.round(Math.max(base * (0.8 + 0.4 * random), askedMs));
}

/** Decides what an outcome means for the message after its `attempt`-th try. */
export function settle(outcome: TriedOutcome, attempt: number, random: number): Settlement {
  switch (outcome.kind) {
    case 'accepted':
      return { status: 'sent', whatsappId: outcome.whatsappId };
    case 'in_doubt':
      return { status: 'in_doubt', code: 'in_doubt', detail: outcome.detail, answer: outcome.answer };
    case 'refused':
      return settleRefusal(outcome);
    case 'retry':
      return settleRetry(outcome, attempt, random);
  }
}

/** What is wrong with the account is not the message's fault: it waits until the instance is connected again. */
function settleRefusal({
  code,
  detail,
  pausesInstance,
  answer,
}: Extract<TriedOutcome, { kind: 'refused' }>): Settlement {
  return pausesInstance
    ? { status: 'pending', code, detail, retryInMs: 0, instance: 'fails', answer }
    : { status: 'failed', code, detail, answer };
}

function settleRetry(
  outcome: Extract<TriedOutcome, { kind: 'retry' }>,
  attempt: number,
  random: number,
): Settlement {
  const { code, detail, scope, retryAfterMs, answer } = outcome;
  if (attempt >= MOST_ATTEMPTS)
    return {
      status: 'failed',
      code,
      detail: `Given up after ${String(attempt)} attempts. ${detail}`,
      answer,
    };
  return {
    status: 'pending',
    code,
    detail,
    retryInMs: retryDelayMs(attempt, random, retryAfterMs),
    instance: scope === 'instance' ? 'slows_down' : 'goes_on',
    answer,
  };
}

/** Part of `options.delay` during which "typing…" shows. */
const LONGEST_TYPING_MS = 3_000;

/** Splits a delay into the wait before the lane takes the message and the time it shows "typing…" before sending. */
export function pacing(options: { delay?: number | undefined; typing?: boolean | undefined } | undefined): {
  waitMs: number;
  typingMs: number;
} {
  const delay = options?.delay ?? 0;
  const typingMs = options?.typing === true ? Math.min(delay, LONGEST_TYPING_MS) : 0;
  return { waitMs: delay - typingMs, typingMs };
}
