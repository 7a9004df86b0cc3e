/** The simulator's only source of time. */
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
