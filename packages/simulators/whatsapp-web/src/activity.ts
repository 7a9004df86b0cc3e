import type { Clock } from './clock.ts';

/** What is still under way in the simulator, so that a test can wait until nothing more will happen. */
export class Activity {
  readonly #clock: Clock;
  readonly #log: (line: string) => void;
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(clock: Clock, log: (line: string) => void) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Runs a task now; what it throws goes to the log. */
  run(name: string, task: () => Promise<void> | void): void {
    void this.#tracked(name, task);
  }

  /** Counts as under way until the task is done; gives what it gives, and throws what it throws. */
  async during<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await task();
    } finally {
      this.#done();
    }
  }

  /** Runs a task `delayMs` from now, and counts as under way until it is done. */
  after(delayMs: number, name: string, task: () => Promise<void> | void): void {
    this.#running += 1;
    this.#clock.after(delayMs, () => {
      void this.#tracked(name, task);
      this.#done();
    });
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async #tracked(name: string, task: () => Promise<void> | void): Promise<void> {
    try {
      await this.during(async () => task());
    } catch (error) {
      this.#log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }

  #done(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
