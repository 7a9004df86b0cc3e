const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** How long to wait before the n-th try after a failure (from 0); `chance` from 0 to 1 spreads the tabs of a whole office. */
export function reconnectDelayMs(failures: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  return Math.round(full / 2 + (full / 2) * chance);
}
