import { AppError } from '../../platform/http/app-error.ts';
import type { ErrorCode } from '@recado/contracts';

/**
 * What a message that was not accepted means. `skipped` and `failed` are this recipient's result; `wait`: nobody's could be
 * accepted now, so all of the broadcast waits; `unforeseen`: tried again a few times.
 */
export type Refusal =
  | { kind: 'skipped' | 'failed'; code: ErrorCode; detail: string }
  | { kind: 'wait'; code: ErrorCode; detail: string; waitMs: number }
  | { kind: 'unforeseen'; error: unknown };

const SHORT_WAIT_MS = 5_000;
const LONG_WAIT_MS = 15_000;

const WAITS_MS: Partial<Record<ErrorCode, number>> = {
  instance_not_connected: LONG_WAIT_MS,
  // The instance has just been removed, or its tenant switched off; the next turn finds out which.
  not_found: SHORT_WAIT_MS,
  channel_unavailable: LONG_WAIT_MS,
  queue_full: LONG_WAIT_MS,
  rate_limited: SHORT_WAIT_MS,
  unavailable: SHORT_WAIT_MS,
  idempotency_in_flight: SHORT_WAIT_MS,
  provider_unreachable: SHORT_WAIT_MS,
  session_not_open: LONG_WAIT_MS,
  session_unreachable: SHORT_WAIT_MS,
};

const SKIPS: ReadonlySet<ErrorCode> = new Set(['recipient_opted_out', 'contact_blocked']);

/** Decides what the error of accepting one recipient's message means. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof AppError) || error.code === 'internal') return { kind: 'unforeseen', error };
  const { code, extras } = error;
  const waitMs = WAITS_MS[code];
  if (waitMs !== undefined)
    return {
      kind: 'wait',
      code,
      detail: error.message,
      waitMs: Math.max(waitMs, (extras.retryAfterSeconds ?? 0) * 1_000),
    };
  return { kind: SKIPS.has(code) ? 'skipped' : 'failed', code, detail: detailOf(error) };
}

function detailOf({ message, extras }: AppError): string {
  const [first] = extras.errors ?? [];
  return first === undefined || message.includes(first.message)
    ? message
    : `${message}: ${first.path} ${first.message}`;
}
