/** Name of the lanes that fetch files, one for each instance. */
export const MEDIA_LANE = 'media';

/** A file that came in and is larger is not fetched; WhatsApp itself takes no larger one. */
export const MOST_FETCHED_BYTES = 100 * 1024 * 1024;

/** How many files of one number are fetched at the same time. */
export const FETCHES_AT_ONCE = 4;

/** An address that Meta gives for a file is good for 5 minutes; what takes longer begins anew. */
export const LONGEST_FETCH_MS = 5 * 60 * 1_000;

/** How long a file stays away from other workers once a fetch has begun: a worker that dies lets go of it after this. */
export const FETCH_CLAIM_SECONDS = 30;

// Meta keeps a file that came in for 7 days; an outage, or a token that has to be renewed, may last days.
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const WAITS_MS = [
  2 * SECOND,
  10 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  24 * HOUR,
  48 * HOUR,
];

export type NextFetch = { state: 'pending'; afterMs: number } | { state: 'failed' };

/** What follows when fetch number `attempt` (from 1) fails: another one later, or none when another cannot help. */
export function nextFetch(attempt: number, isPermanent: boolean): NextFetch {
  const afterMs = isPermanent ? undefined : WAITS_MS[attempt - 1];
  return afterMs === undefined ? { state: 'failed' } : { state: 'pending', afterMs };
}
