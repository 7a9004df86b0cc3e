import type { ConversationId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import { TokenBucket } from './token-bucket.ts';

// Meta takes about one message each 6 s for one recipient and lets bursts of 45 run ahead of that (error 131056).
const RECIPIENT_BURST = 45;
const RECIPIENT_PER_SECOND = 1 / 6;
const MOST_RECIPIENTS = 20_000;

/** Rates of one instance: its own, and that of each recipient. Kept in the memory of the worker that holds the lane. */
export class RateLimits {
  readonly #instance: TokenBucket;
  readonly #recipients = new LRUCache<ConversationId, TokenBucket>({ max: MOST_RECIPIENTS });

  constructor(
    readonly messagesPerSecond: number,
    nowMs: number,
  ) {
    // A quarter of a second's worth may leave at once; more would break the provider's own count of a second.
    this.#instance = new TokenBucket(Math.max(1, messagesPerSecond / 4), messagesPerSecond, nowMs);
  }

  /** Messages that may leave now. */
  available(nowMs: number): number {
    return this.#instance.available(nowMs);
  }

  waitMs(nowMs: number): number {
    return this.#instance.waitMs(nowMs);
  }

  /** Takes a token of the instance and one of the recipient. @returns milliseconds to wait instead, when the recipient has none */
  takeFor(conversationId: ConversationId, nowMs: number): number {
    let recipient = this.#recipients.get(conversationId);
    if (recipient === undefined) {
      recipient = new TokenBucket(RECIPIENT_BURST, RECIPIENT_PER_SECOND, nowMs);
      this.#recipients.set(conversationId, recipient);
    }
    const waitMs = recipient.waitMs(nowMs);
    if (waitMs > 0) return waitMs;
    recipient.take(1);
    this.#instance.take(1);
    return 0;
  }
}
