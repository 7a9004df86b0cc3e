import type { LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';

/** Conversations that one agent answers at once. */
const MOST_IN_FLIGHT = 8;

/** How long a lane goes on claiming after its slice, while a slow service holds some of its runners anyway. */
const LONGEST_SLICE_MS = 30_000;

export interface TurnRunnerOptions<T> {
  turn: Pick<LaneTurn, 'mayAct' | 'shouldYield'>;
  isStopping(): boolean;
  monotonicMs(): number;
  /** Resolves after a moment, in which something else may have become due. */
  pause(): Promise<void>;
  claim(limit: number): Promise<T[]>;
  /** Never rejects. */
  take(claimed: T): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
}

/** One turn of an agent's lane: keeps up to eight conversations going, so that one that takes long holds up no other. */
export class TurnRunner<T> {
  readonly #options: TurnRunnerOptions<T>;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #startedAtMs: number;

  constructor(options: TurnRunnerOptions<T>) {
    this.#options = options;
    this.#startedAtMs = options.monotonicMs();
  }

  async run(): Promise<LaneOutcome> {
    try {
      for (;;) {
        const mayClaim = this.#mayClaim();
        const room = MOST_IN_FLIGHT - this.#inFlight.size;
        if (mayClaim && room > 0) for (const claimed of await this.#options.claim(room)) this.#start(claimed);
        if (this.#inFlight.size === 0)
          return mayClaim ? { state: 'idle', nextDueAt: await this.#options.nextDueAt() } : { state: 'more' };
        await Promise.race([...this.#inFlight, ...(mayClaim ? [this.#options.pause()] : [])]);
      }
    } finally {
      await Promise.all(this.#inFlight);
    }
  }

  #mayClaim(): boolean {
    const { turn } = this.#options;
    if (this.#options.isStopping() || !turn.mayAct()) return false;
    if (!turn.shouldYield()) return true;
    return this.#inFlight.size > 0 && this.#options.monotonicMs() - this.#startedAtMs < LONGEST_SLICE_MS;
  }

  #start(claimed: T): void {
    const running: Promise<void> = this.#options.take(claimed).finally(() => {
      this.#inFlight.delete(running);
    });
    this.#inFlight.add(running);
  }
}
