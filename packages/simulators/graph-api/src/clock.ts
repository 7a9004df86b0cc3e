/** The simulator's only source of time, so that tests can move it by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `task` once, `delayMs` from now; never keeps the process alive on its own. */
  after(delayMs: number, task: () => void): void;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, task) {
    if (delayMs <= 0) setImmediate(task);
    else setTimeout(task, delayMs).unref();
  },
};

interface ManualTask {
  readonly dueAt: number;
  readonly task: () => void;
}

/** A clock that stands still until `advance` is called. */
export class ManualClock implements Clock {
  #now: number;
  #tasks: ManualTask[] = [];

  constructor(startAt = Date.UTC(2026, 10, 24, 9)) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, task: () => void): void {
    this.#tasks.push({ dueAt: this.#now + Math.max(0, delayMs), task });
  }

  /** How many tasks wait for their time. */
  get pending(): number {
    return this.#tasks.length;
  }

  /** Moves time forward and runs, in order of their time, all tasks that fall due, those they add included. */
  advance(byMs: number): void {
    const target = this.#now + byMs;
    for (let next = this.#takeNext(target); next; next = this.#takeNext(target)) {
      this.#now = Math.max(this.#now, next.dueAt);
      next.task();
    }
    this.#now = target;
  }

  #takeNext(target: number): ManualTask | undefined {
    const due = this.#tasks.filter((task) => task.dueAt <= target);
    const next = due.reduce<ManualTask | undefined>(
      (first, task) => (first && first.dueAt <= task.dueAt ? first : task),
      undefined,
    );
    if (next) this.#tasks = this.#tasks.filter((task) => task !== next);
    return next;
  }
}
