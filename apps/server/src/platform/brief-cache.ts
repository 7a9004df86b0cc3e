import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

export interface BriefCacheOptions {
  ttlMs: number;
  /** The least used go first. */
  maxEntries: number;
  clock: Pick<Clock, 'monotonicMs'>;
}

/**
 * Keeps for a short time what many ask for: the answer to each question is read once, callers at the same time share the
 * reading, and one that failed is not kept.
 */
export class BriefCache<Value> {
  readonly #entries: LRUCache<string, Promise<Value>>;

  constructor({ ttlMs, maxEntries, clock }: BriefCacheOptions) {
    this.#entries = new LRUCache({
      max: maxEntries,
      ttl: ttlMs,
      ttlResolution: 0,
      perf: { now: () => clock.monotonicMs() },
    });
  }

  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const reading = read();
    this.#entries.set(key, reading);
    reading.catch(() => {
      if (this.#entries.peek(key) === reading) this.#entries.delete(key);
    });
    return reading;
  }

  /** Has the next call read again, even while a reading is under way. */
  forget(key: string): void {
    this.#entries.delete(key);
  }
}
