import { setTimeout as sleep } from 'node:timers/promises';
import { LeaseLost } from '../sessions/held-session.ts';

/** A piece of work that came in; `weight` is about how many rows it writes. */
export interface Entry {
  weight: number;
}

export interface StoreQueueOptions<E extends Entry> {
  /** Stores entries in one transaction, in their order. */
  store(entries: E[]): Promise<void>;
  /** Aborted when nothing may be stored any more: what waits is dropped. */
  signal: AbortSignal;
  /** What became of an entry that cannot be stored, though the database answers. */
  onRefused(entry: E, error: unknown): void;
  onDelayed(error: unknown): void;
}

const MOST_WEIGHT = 200;
const LONGEST_WAIT_MS = 5_000;

/** Whether it is of what was stored, by the database's classes of errors: data exceptions, constraints, limits. */
export const isOfTheValue = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(?:2[23]|54)/.test(error.code));

/**
 * Stores what came in, one transaction after the other, in the order in which it came; what comes meanwhile shares the next.
 * While the database is away it waits. An entry that the database refuses is handed out alone, and blocks nothing.
 */
export class StoreQueue<E extends Entry> {
  readonly #options: StoreQueueOptions<E>;
  #waiting: E[] = [];
  #running: Promise<void> | undefined;
  #isOver = false;

  constructor(options: StoreQueueOptions<E>) {
    this.#options = options;
  }

  add(entry: E): void {
    if (this.#isDone()) return;
    this.#waiting.push(entry);
    this.#running ??= this.#run();
  }

  /** Resolves once nothing waits. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Lets what comes in the same moment share the first transaction.
    await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#isDone()) await this.#storeAll(this.#take());
    this.#waiting = [];
    this.#running = undefined;
  }

  #isDone(): boolean {
    return this.#isOver || this.#options.signal.aborted;
  }

  #take(): E[] {
    let weight = 0;
    let count = 0;
    for (const entry of this.#waiting) {
      if (count > 0 && weight + entry.weight > MOST_WEIGHT) break;
      weight += entry.weight;
      count += 1;
    }
    const taken = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return taken;
  }

  async #storeAll(entries: E[]): Promise<void> {
    const refusal = await this.#try(entries);
    if (refusal === undefined) return;
    if (entries.length === 1) for (const entry of entries) this.#options.onRefused(entry, refusal.error);
    else for (const entry of entries) await this.#storeAll([entry]);
  }

  /** @returns the error, when it is one of what is stored */
  async #try(entries: E[]): Promise<{ error: unknown } | undefined> {
    for (let waitMs = 50; !this.#isDone(); waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS))
      try {
        await this.#options.store(entries);
        return undefined;
      } catch (error) {
        if (error instanceof LeaseLost) this.#isOver = true;
        if (this.#isDone()) return undefined;
        if (isOfTheValue(error)) return { error };
        this.#options.onDelayed(error);
        await sleep(waitMs, undefined, { signal: this.#options.signal }).catch(() => undefined);
      }
    return undefined;
  }
}
