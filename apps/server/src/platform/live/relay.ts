import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { QUEUE_BACKEND, type QueueBackend } from '../queue/queue-backend.ts';

const RETRY_MS = 2_000;

/** One listener on a topic, until it is ended. */
export interface RelaySubscription {
  /** Resolves once messages arrive here; never rejects. */
  readonly ready: Promise<void>;
  end(): void;
}

/**
 * Tells other processes that something is new, by topics of words joined by dots. A message may be lost, come late, or come
 * twice: it only wakes whoever looks into PostgreSQL anyway, a little later. Nothing is opened before the first use.
 */
@Injectable()
export class Relay implements OnApplicationShutdown {
  readonly #retries = new Set<NodeJS.Timeout>();
  #isStopping = false;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    private readonly logger: PinoLogger,
  ) {}

  /** Never fails, and waits for nothing. Within a transaction, call it by afterCommit. */
  publish(topic: string, data: unknown = null): void {
    void this.publishInOrder(topic, data);
  }

  /** Resolves once it is out, so that what is published afterwards does not overtake it. Never rejects. */
  async publishInOrder(topic: string, data: unknown): Promise<void> {
    if (this.#isStopping) return;
    await this.backend
      .relay()
      .publish(topic, data)
      .catch((error: unknown) => {
        if (!this.#isStopping)
          this.logger.warn({ err: error, topic }, 'a message to other processes was lost');
      });
  }

  /** `pattern` is a topic, or one with `*` for a word or `>` for all that follow. This process hears itself too. */
  subscribe(pattern: string, listener: (data: unknown, topic: string) => void): RelaySubscription {
    const state = { isEnded: false };
    let unsubscribe: (() => Promise<void>) | undefined;
    const close = (): void => {
      unsubscribe?.().catch((error: unknown) => {
        if (!this.#isStopping) this.logger.warn({ err: error, pattern }, 'a subscription was not ended');
      });
    };
    const open = async (): Promise<void> => {
      const subscription = await this.backend.relay().subscribe(pattern, ({ data, topic }) => {
        if (!state.isEnded) listener(data, topic);
      });
      unsubscribe = () => subscription.unsubscribe();
      if (state.isEnded) close();
    };
    return {
      ready: this.#untilOpen(open, () => state.isEnded || this.#isStopping, pattern),
      end: () => {
        if (state.isEnded) return;
        state.isEnded = true;
        close();
      },
    };
  }

  onApplicationShutdown(): void {
    this.#isStopping = true;
    for (const timer of this.#retries) clearTimeout(timer);
  }

  async #untilOpen(open: () => Promise<void>, isOver: () => boolean, pattern: string): Promise<void> {
    while (!isOver())
      try {
        await open();
        return;
      } catch (error) {
        if (isOver()) return;
        this.logger.warn({ err: error, pattern }, 'a topic could not be subscribed to; it is tried again');
        await this.#wait();
      }
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#retries.delete(timer);
        resolve();
      }, RETRY_MS);
      timer.unref();
      this.#retries.add(timer);
    });
  }
}
