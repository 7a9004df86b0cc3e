/** A rate limit: holds up to `capacity` tokens and gains `perSecond`. Times are monotonic milliseconds. */
export class TokenBucket {
  #tokens: number;
  #atMs: number;

  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
    nowMs: number,
  ) {
    this.#tokens = capacity;
    this.#atMs = nowMs;
  }

  /** Whole tokens there are now. */
  available(nowMs: number): number {
    this.#tokens = Math.min(this.capacity, this.#tokens + ((nowMs - this.#atMs) / 1_000) * this.perSecond);
    this.#atMs = nowMs;
    return Math.floor(this.#tokens);
  }

  /** Takes tokens that `available` showed. */
  take(count: number): void {
    this.#tokens -= count;
  }

  /** Milliseconds until there is a whole token. */
  waitMs(nowMs: number): number {
    return this.available(nowMs) >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.perSecond) * 1_000);
  }
}
