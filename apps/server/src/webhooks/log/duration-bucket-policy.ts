/** Neighbouring buckets differ by this factor, so that the middle of one is within 4 % of all in it. */
const FACTOR = 1.08;

/** The bucket of a duration; those up to a millisecond share the first, 0. */
export const bucketOf = (durationMs: number): number =>
  Math.max(0, Math.ceil(Math.log(Math.max(durationMs, 1)) / Math.log(FACTOR)));

/** The milliseconds that stand for a bucket. */
const middleOf = (bucket: number): number => Math.round(FACTOR ** (bucket - 0.5));

export interface BucketCount {
  bucket: number;
  attempts: number;
}

/** The duration that this share of the attempts did not exceed (nearest rank), in milliseconds, within 5 % or one; null without attempts. */
export function quantile(counts: readonly BucketCount[], share: number): number | null {
  const attempts = counts.reduce((sum, count) => sum + count.attempts, 0);
  if (attempts === 0) return null;
  let left = Math.ceil(share * attempts);
  for (const { bucket, attempts: inBucket } of counts.toSorted((a, b) => a.bucket - b.bucket)) {
    left -= inBucket;
    if (left <= 0) return middleOf(bucket);
  }
  return null;
}
