/** Turns in this process: at most one at once for each lane. What is asked for meanwhile comes as one more turn. */
export class LocalTurns {
  readonly #most: number;
  readonly #atWork = new Map<string, { isAskedAgain: boolean; ended: Promise<void> }>();
  readonly #waiting = new Map<string, () => Promise<void>>();
  #queued = 0;

  /** `most`: how many turns run at once of those that are queued. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether another turn of this lane would begin soon: it is at work here, or a place is free. */
  hasRoomFor(lane: string): boolean {
    return this.#atWork.has(lane) || this.#atWork.size + this.#waiting.size < this.#most;
  }

  /** Runs the turn at once. While the lane is at work here, it only takes care that one more turn follows. */
  async run(lane: string, turn: () => Promise<void>): Promise<void> {
    const atWork = this.#atWork.get(lane);
    if (atWork !== undefined) {
      atWork.isAskedAgain = true;
      return;
    }
    this.#waiting.delete(lane);
    const ended = turn();
    const own = { isAskedAgain: false, ended };
    this.#atWork.set(lane, own);
    try {
      await ended;
    } finally {
      this.#atWork.delete(lane);
      if (own.isAskedAgain) this.queue(lane, turn);
    }
  }

  /**
   * Runs the turn once fewer than `most` are at work; while the lane is, it comes as the one more turn. What it throws is lost:
   * `turn` handles its errors.
   */
  queue(lane: string, turn: () => Promise<void>): void {
    const atWork = this.#atWork.get(lane);
    if (atWork !== undefined) {
      atWork.isAskedAgain = true;
      return;
    }
    this.#waiting.set(lane, turn);
    this.#startNext();
  }

  /** Forgets what waits, and resolves when no turn is at work. */
  async drain(): Promise<void> {
    this.#waiting.clear();
    await Promise.allSettled([...this.#atWork.values()].map(({ ended }) => ended));
  }

  #startNext(): void {
    for (const [lane, turn] of this.#waiting) {
      if (this.#queued >= this.#most) return;
      this.#waiting.delete(lane);
      this.#queued += 1;
      this.run(lane, turn)
        .catch(() => undefined)
        .finally(() => {
          this.#queued -= 1;
          this.#startNext();
        });
    }
  }
}
