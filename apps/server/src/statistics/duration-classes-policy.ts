/** How many classes there are; class n begins at 2 ^ (n / 3) seconds, class 0 at nothing. duration_class in migration 0009 says the same. */
export const DURATION_CLASSES = 64;

const beginOf = (place: number): number => (place === 0 ? 0 : 2 ** (place / 3));

/**
 * The time within which a share of all took place, as far as the classes tell: within one, evenly spread.
 * @param counts of each class
 * @param share such as 0.9
 * @returns seconds; null when there was nothing
 */
export function quantileSeconds(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let before = 0;
  for (const [place, count] of counts.entries()) {
    const rank = share * total;
    if (before + count >= rank && count > 0) {
      const [begin, end] = [beginOf(place), beginOf(place + 1)];
      return round(begin + ((end - begin) * (rank - before)) / count);
    }
    before += count;
  }
  return null;
}

/** @returns null when there was nothing */
export const meanSeconds = (count: number, totalMs: number): number | null =>
  count === 0 ? null : round(totalMs / count / 1_000);

const round = (seconds: number): number => Math.round(seconds * 10) / 10;
