import { AsyncLocalStorage } from 'node:async_hooks';

export interface MicroBatchOptions<Item, Result> {
  /** A batch leaves as soon as it holds this many items; one that alone weighs more goes by itself. */
  maxItems: number;
  /** How long the first item of a batch waits for company; with 0 it leaves at once, and only what comes while all run gathers. */
  maxWaitMs: number;
  /** Batches that may run at the same time (2 unless told). While all do, what comes waits and makes the next ones larger. */
  maxRunning?: number;
  /** What an item counts towards `maxItems`, for items that hold several rows; 1 unless told. */
  weigh?: (item: Item) => number;
  /**
   * Does the work of a batch; one result for each item, in their order. An Error in the place of a result is for that
   * item's caller alone. What it throws goes to every caller of the batch, see `triesAloneAfter`.
   */
  run(items: Item[]): Promise<(Result | Error)[]>;
  /** Errors of a whole batch after which each item is run alone, so that a bad one fails by itself; none unless told. */
  triesAloneAfter?: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  weight: number;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/** Joins calls that come at nearly the same time into one statement; each caller gets its own result or error. */
export class MicroBatch<Item, Result> {
  readonly #options: MicroBatchOptions<Item, Result>;
  // A batch serves many callers: it must not run inside the transaction or the request of the one who started it.
  readonly #outside = AsyncLocalStorage.snapshot();
  #waiting: Waiting<Item, Result>[] = [];
  #weight = 0;
  #running = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOverdue = false;

  constructor(options: MicroBatchOptions<Item, Result>) {
    this.#options = options;
  }

  /** Puts an item into the next batch. @throws what `run` gave or threw for it */
  add(item: Item): Promise<Result> {
    const weight = this.#options.weigh?.(item) ?? 1;
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ item, weight, resolve, reject });
      this.#weight += weight;
      this.#outside(() => {
        this.#go();
      });
    });
  }

  #go(): void {
    while (this.#running < (this.#options.maxRunning ?? 2) && this.#isReady())
      void this.#runBatch(this.#take());
    if (this.#waiting.length === 0 || this.#isOverdue || this.#options.maxWaitMs === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#isOverdue = true;
      this.#go();
    }, this.#options.maxWaitMs);
  }

  #isReady(): boolean {
    const isOverdue = this.#isOverdue || this.#options.maxWaitMs === 0;
    return this.#waiting.length > 0 && (isOverdue || this.#weight >= this.#options.maxItems);
  }

  #take(): Waiting<Item, Result>[] {
    let count = 0;
    let weight = 0;
    for (const waiting of this.#waiting) {
      if (count > 0 && weight + waiting.weight > this.#options.maxItems) break;
      weight += waiting.weight;
      count += 1;
    }
    const batch = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    this.#weight -= weight;
    if (this.#waiting.length === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#isOverdue = false;
    }
    return batch;
  }

  async #runBatch(batch: Waiting<Item, Result>[]): Promise<void> {
    this.#running += 1;
    try {
      await this.#settle(batch);
    } finally {
      this.#running -= 1;
      this.#go();
    }
  }

  async #settle(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#options.run(batch.map(({ item }) => item));
      if (results.length !== batch.length)
        throw new Error(`A batch of ${String(batch.length)} gave ${String(results.length)} results`);
      results.forEach((result, place) => {
        if (result instanceof Error) batch[place]?.reject(result);
        else batch[place]?.resolve(result);
      });
    } catch (error) {
      if (batch.length > 1 && this.#options.triesAloneAfter?.(error) === true)
        for (const waiting of batch) await this.#settle([waiting]);
      else for (const waiting of batch) waiting.reject(error);
    }
  }
}
