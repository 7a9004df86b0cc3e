/** Requests may come this much ahead of an even pace, so that a turn of the lane makes several. */
const AHEAD_MS = 200;

/** Paces requests: in any second at most `perSecond` and a fifth (or one) more. Without a limit it allows all. */
export class RequestPace {
  readonly #spacingMs: number;
  #nextAtMs: number;

  /** @param nextRequestAt what `began` gave the last time */
  constructor(perSecond: number | null, nextRequestAt: Date | null) {
    this.#spacingMs = perSecond === null ? 0 : 1_000 / perSecond;
    this.#nextAtMs = nextRequestAt?.getTime() ?? 0;
  }

  /** How many of the wanted requests may begin now. */
  allowed(wanted: number, now: Date): number {
    if (this.#spacingMs === 0) return wanted;
    const ahead = now.getTime() + AHEAD_MS - Math.max(this.#nextAtMs, now.getTime());
    return ahead < 0 ? 0 : Math.min(wanted, Math.floor(ahead / this.#spacingMs) + 1);
  }

  /** Counts requests that begin now. @returns what to keep for the next time; undefined without a limit */
  began(count: number, now: Date): Date | undefined {
    if (this.#spacingMs === 0) return undefined;
    this.#nextAtMs = Math.max(this.#nextAtMs, now.getTime()) + count * this.#spacingMs;
    return new Date(this.#nextAtMs);
  }

  /** When a request is allowed that is due at this time. */
  allowedAt(dueAt: Date): Date {
    return this.#spacingMs === 0 ? dueAt : new Date(Math.max(dueAt.getTime(), this.#nextAtMs - AHEAD_MS));
  }
}
