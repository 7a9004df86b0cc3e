/** One turn of a lane: what `LaneKind.run` gets. */
export interface LaneTurn {
  /** What the lane serves: an instance, a webhook endpoint. */
  readonly id: string;
  /** Grows with each holder of this lane; a write that must come from the living holder carries it. */
  readonly fence: number;
  /** Aborted when the lease is lost or the process pauses too long. Nothing may be claimed or sent after it. */
  readonly signal: AbortSignal;
  /** False once the lease can no longer be relied on; to be asked right before each outside effect. */
  mayAct(): boolean;
  /** True when the time slice is over or the process stops: finish what is claimed, claim no more. */
  shouldYield(): boolean;
}

/** `more`: the slice ended with work left. `idle`: nothing is due; the next row is due at `nextDueAt`, if any waits. */
export type LaneOutcome = { state: 'more' } | { state: 'idle'; nextDueAt?: Date | undefined };

/**
 * Where a lane can be worked on. `elsewhere`: another process serves it (Lanes.serve), and gets the wake-up. `nowhere`: no process
 * can do the work now; the lane runs wherever the wake-up came, and finds out what little there is to do.
 */
export type LanePlace = 'anywhere' | 'here' | 'elsewhere' | 'nowhere';

/** A kind of ordered work: at most one turn of a lane runs in the whole fleet. */
export interface LaneKind {
  /** Name in metrics and in the queue, such as `send`. */
  readonly name: string;
  /** Ids of lanes that have due rows and whose lease nobody holds, for the sweep. At most `limit`. */
  findDue(limit: number): Promise<string[]>;
  /** For work that is bound to a process. Without it, any worker will do. */
  placeOf?(id: string): Promise<LanePlace>;
  /** Works until nothing is due or `turn.shouldYield()`. What it throws ends the turn; the sweep wakes the lane again. */
  run(turn: LaneTurn): Promise<LaneOutcome>;
}
