/** Lets `capacity` requests through at once, and one more every `refillMs`. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #refillMs: number;
  #tokens: number;
  #countedAt: number;

  constructor(capacity: number, refillMs: number, now: number) {
    this.#capacity = capacity;
    this.#refillMs = refillMs;
    this.#tokens = capacity;
    this.#countedAt = now;
  }

  /** Takes one token; false when there is none at `now`. */
  take(now: number): boolean {
    this.#tokens = Math.min(this.#capacity, this.#tokens + (now - this.#countedAt) / this.#refillMs);
    this.#countedAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** One bucket for each key, made when the key is first seen. */
export class RateLimit {
  readonly #buckets = new Map<string, TokenBucket>();

  /** Takes one token of the key's bucket; an infinite capacity always has one. */
  take(key: string, capacity: number, refillMs: number, now: number): boolean {
    if (capacity === Infinity) return true;
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = new TokenBucket(capacity, refillMs, now);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(now);
  }

  clear(): void {
    this.#buckets.clear();
  }
}
