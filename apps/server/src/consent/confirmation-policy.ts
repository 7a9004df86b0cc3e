import type { ErrorCode } from '@recado/contracts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 10 * 60_000;

/** What may pass by itself: the number connects again, the queue empties. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'instance_not_connected',
  'queue_full',
  'rate_limited',
  'unavailable',
  'internal',
]);

/**
 * When accepting a confirmation is tried again; undefined when it is given up, because it cannot be sent, or came too late to
 * be of use.
 * @param code of the refusal; undefined for an error that nobody foresaw
 */
export function retryDelayMs(
  code: ErrorCode | undefined,
  { attempts, createdAt }: { attempts: number; createdAt: Date },
  now: Date,
): number | undefined {
  if (code !== undefined && !passing.has(code)) return undefined;
  if (now.getTime() - createdAt.getTime() >= DAY_MS) return undefined;
  return Math.min(FIRST_DELAY_MS * 2 ** attempts, LONGEST_DELAY_MS);
}
