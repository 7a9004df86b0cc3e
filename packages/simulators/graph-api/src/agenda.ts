import type { Clock } from './clock.ts';

/** Work that the simulator has set off and not finished: statuses to come, webhooks on their way. */
export class Agenda {
  readonly clock: Clock;
  readonly #log: (line: string) => void;
  #underWay = 0;
  #isClosed = false;
  #waiting: (() => void)[] = [];

  constructor(clock: Clock, log: (line: string) => void) {
    this.clock = clock;
    this.#log = log;
  }

  /** Runs `task` after `delayMs`, unless the simulator was closed meanwhile. */
  after(delayMs: number, task: () => void): void {
    const finished = this.begin();
    this.clock.after(delayMs, () => {
      if (!this.#isClosed) this.#run(task);
      finished();
    });
  }

  /** Counts one piece of work as under way until the function it gives is called. */
  begin(): () => void {
    this.#underWay += 1;
    return () => {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#wake();
    };
  }

  /** Resolves when nothing is scheduled or under way. */
  async idle(): Promise<void> {
    if (this.#underWay === 0 || this.#isClosed) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Makes what is still scheduled do nothing when its time comes. */
  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  // A customer's `autoReply` is the caller's code: its mistakes must not end the process.
  #run(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.#log(
        `a scheduled task failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
