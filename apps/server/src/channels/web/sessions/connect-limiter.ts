import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterRes, type RateLimiterPostgres } from 'rate-limiter-flexible';
import { CONFIG, type Config } from '../../../config.ts';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import { rateLimiter } from '../../../platform/database/rate-limiter.ts';

const KEY = 'fleet';

/** Lets the whole fleet open only so many connections to WhatsApp a second: after a restart all want to at once. */
@Injectable()
export class ConnectLimiter {
  readonly #limiter: RateLimiterPostgres;
  // One asks at a time, so that many that wait do not ask the database all the time.
  #last: Promise<void> = Promise.resolve();

  constructor(@Inject(CONFIG) config: Config, database: WorkerDatabase) {
    const points = config.RECADO_WEB_CONNECTS_PER_SECOND;
    this.#limiter = rateLimiter(database.pool, { keyPrefix: 'web_connect', points, duration: 1 });
  }

  /** Resolves when a connection may be opened, or at once when `signal` is aborted: look at it before you go on. */
  wait(signal: AbortSignal): Promise<void> {
    const turn = this.#last.then(() => this.#take(signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #take(signal: AbortSignal): Promise<void> {
    while (!signal.aborted)
      try {
        await this.#limiter.consume(KEY);
        return;
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        await pause(refused.msBeforeNext, signal);
      }
  }
}

function pause(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, waitMs);
    signal.addEventListener('abort', end);
  });
}
