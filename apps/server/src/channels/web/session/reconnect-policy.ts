const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;
const SHORTEST_DELAY_MS = 100;

const WINDOW_MS = 10 * 60_000;
const MOST_IN_WINDOW = 15;

/** How long to leave another connection of the same device alone that has replaced ours. */
export const REPLACED_WAIT_MS = 60_000;

/**
 * How long to wait before the next try: any time up to a bound that doubles with each failure (full jitter), so that
 * sessions which broke together do not come back together.
 * @param failures how many tries in a row have failed; at least 1
 * @param random from 0 up to 1
 */
export function retryDelayMs(failures: number, random: number): number {
  const bound = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 10));
  return Math.max(SHORTEST_DELAY_MS, Math.round(bound * random));
}

/** Whether WhatsApp refused so often of late that trying on would only harm the account. */
export function refusesTooOften(refusedAtMs: readonly number[], nowMs: number): boolean {
  return refusedAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS).length >= MOST_IN_WINDOW;
}

/** Those that still count. */
export const recentRefusals = (refusedAtMs: readonly number[], nowMs: number): number[] =>
  refusedAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
