import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';

/** How long a process that stops waits for endpoints to answer. */
const GRACE_MS = 3_000;
/** Beyond this many, turns wait for their requests again, so that no process collects connections without end. */
const MOST_LEFT = 2_000;
const PATIENCE_MS = 300;

/** The requests of this process, of which some go on after the turn of their lane. */
@Injectable()
export class RequestsUnderWay implements BeforeApplicationShutdown {
  readonly #requests = new Set<Promise<unknown>>();
  readonly #left = new Set<Promise<void>>();
  readonly #abort = new AbortController();

  constructor(private readonly logger: PinoLogger) {}

  /** Ends requests when the process stops and cannot wait any longer. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** How long a turn waits for an answer before it gives way. */
  get patienceMs(): number {
    return this.#left.size < MOST_LEFT ? PATIENCE_MS : 60_000;
  }

  async track<T>(request: Promise<T>): Promise<T> {
    this.#requests.add(request);
    try {
      return await request;
    } finally {
      this.#requests.delete(request);
    }
  }

  /** Takes over what is to be done once a request has ended that its turn did not wait for. */
  leave(afterwards: Promise<void>): void {
    const ended = afterwards
      .catch((error: unknown) => {
        this.logger.warn(
          { err: error },
          'the outcome of a webhook was not written; it will be delivered again',
        );
      })
      .finally(() => {
        this.#left.delete(ended);
      });
    this.#left.add(ended);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const timer = setTimeout(() => {
      this.#abort.abort();
    }, GRACE_MS);
    await Promise.allSettled(this.#requests);
    await Promise.allSettled(this.#left);
    clearTimeout(timer);
    this.#abort.abort();
  }
}
