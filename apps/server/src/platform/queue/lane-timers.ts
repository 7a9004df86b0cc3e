/** A lane whose next row is due later than this is left to the sweep. */
const LONGEST_TIMER_MS = 60_000;

/** Wake-ups of lanes at a time to come; the earliest of each lane counts. */
export class LaneTimers {
  readonly #timers = new Map<string, { timer: NodeJS.Timeout; at: Date }>();

  set(lane: string, at: Date, now: Date, wake: () => void): void {
    const waitMs = at.getTime() - now.getTime();
    const known = this.#timers.get(lane);
    if (waitMs > LONGEST_TIMER_MS || (known !== undefined && known.at <= at)) return;
    clearTimeout(known?.timer);
    const timer = setTimeout(() => {
      this.#timers.delete(lane);
      wake();
    }, waitMs);
    this.#timers.set(lane, { timer, at });
  }

  clear(): void {
    for (const { timer } of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
