import type { ConversationId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import type { ChannelCapabilities } from '../../channels/index.ts';
import { TokenBucket } from './token-bucket.ts';

const MOST_RECIPIENTS = 20_000;

/** Rates of one instance: its own, and that of each recipient. Kept in the memory of the worker that holds the lane. */
export class RateLimits {
  readonly #instance: TokenBucket;
  readonly #recipients = new LRUCache<ConversationId, TokenBucket>({ max: MOST_RECIPIENTS });

  /** @param recipientRate of each recipient; undefined: as fast as the instance sends */
  constructor(
    readonly messagesPerSecond: number,
    nowMs: number,
    private readonly recipientRate: ChannelCapabilities['recipientRate'],
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
    const recipient = this.#recipient(conversationId, nowMs);
    const waitMs = recipient?.waitMs(nowMs) ?? 0;
    if (waitMs > 0) return waitMs;
    recipient?.take(1);
    this.#instance.take(1);
    return 0;
  }

  #recipient(conversationId: ConversationId, nowMs: number): TokenBucket | undefined {
    if (this.recipientRate === undefined) return undefined;
    const { burst, perSecond } = this.recipientRate;
    let recipient = this.#recipients.get(conversationId);
    if (recipient === undefined) {
      recipient = new TokenBucket(burst, perSecond, nowMs);
      this.#recipients.set(conversationId, recipient);
    }
    return recipient;
  }
}
