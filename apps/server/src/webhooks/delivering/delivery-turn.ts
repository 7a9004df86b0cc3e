import type { LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import type { ClaimedDelivery, SettledAttempt } from './deliveries.repository.ts';

const MOST_CLAIMED = 64;
/** Outcomes are written when this many are there, and whenever more is claimed. */
const SETTLE_AT = 32;

export interface DeliveryTurnOptions {
  turn: Pick<LaneTurn, 'mayAct' | 'shouldYield'>;
  /** Requests that may be under way at once. */
  room: number;
  /** Whether a delivery that ended may let another one begin. */
  isOrdered: boolean;
  /** How long the turn waits when it can start nothing and nothing ends. */
  patienceMs: number;
  claim(limit: number): Promise<ClaimedDelivery[]>;
  /** Makes the request. @returns undefined when it was cut short, so that nobody knows how it ended */
  attempt(delivery: ClaimedDelivery): Promise<SettledAttempt | undefined>;
  /** @returns whether the endpoint must not be called now */
  settle(settled: SettledAttempt[]): Promise<boolean>;
  handBack(deliveries: ClaimedDelivery[]): Promise<void>;
  /** Takes over a request that goes on after the turn. */
  leave(delivery: ClaimedDelivery, attempt: Promise<SettledAttempt | undefined>): void;
  nextDueAt(): Promise<Date | undefined>;
}

/**
 * One turn of an endpoint's lane: keeps as many requests under way as it may, and claims more when what it claimed runs out.
 * An endpoint that keeps it waiting loses its place to others: the turn ends, and the requests go on without it.
 */
export class DeliveryTurn {
  readonly #options: DeliveryTurnOptions;
  readonly #underWay = new Map<ClaimedDelivery, Promise<SettledAttempt | undefined>>();
  #claimed: ClaimedDelivery[] = [];
  #settled: SettledAttempt[] = [];
  readonly #cutShort: ClaimedDelivery[] = [];
  #claimLimit: number;
  #ended = Promise.withResolvers<undefined>();
  #ends = 0;
  #isDrained = false;
  #isStopped = false;
  #hasLeft = false;

  constructor(options: DeliveryTurnOptions) {
    this.#options = options;
    this.#claimLimit = options.room;
  }

  async run(): Promise<LaneOutcome> {
    try {
      await this.#startAll();
      while (this.#underWay.size > 0 && (await this.#oneEnds())) await this.#startAll();
    } finally {
      await this.#leave();
    }
    return this.#outcome();
  }

  async #leave(): Promise<void> {
    this.#hasLeft = true;
    for (const [delivery, attempt] of this.#underWay) this.#options.leave(delivery, attempt);
    try {
      await this.#settle();
    } finally {
      const unsent = [...this.#claimed, ...this.#cutShort];
      if (unsent.length > 0) await this.#options.handBack(unsent);
    }
  }

  async #outcome(): Promise<LaneOutcome> {
    // A request that ends wakes the lane.
    if (this.#isStopped || this.#underWay.size >= this.#options.room) return { state: 'idle' };
    if (!this.#isDrained) return { state: 'more' };
    return { state: 'idle', nextDueAt: await this.#options.nextDueAt() };
  }

  /** Starts what there is room for, asking right before each request. */
  async #startAll(): Promise<void> {
    while (!this.#isOver() && this.#underWay.size < this.#options.room) {
      const next = this.#claimed.shift();
      if (next !== undefined) this.#start(next);
      else if (this.#isDrained) return;
      else await this.#claim();
    }
  }

  #isOver(): boolean {
    return this.#isStopped || this.#options.turn.shouldYield() || !this.#options.turn.mayAct();
  }

  #start(delivery: ClaimedDelivery): void {
    const attempt = this.#options.attempt(delivery);
    this.#underWay.set(delivery, attempt);
    attempt.then(
      (settled) => {
        if (this.#hasLeft) return;
        if (settled === undefined) this.#cutShort.push(delivery);
        else this.#settled.push(settled);
        this.#end(delivery);
      },
      () => {
        // Something of ours failed. The claim runs out, and then the delivery is tried again.
        if (!this.#hasLeft) this.#end(delivery);
      },
    );
  }

  #end(delivery: ClaimedDelivery): void {
    this.#underWay.delete(delivery);
    this.#ends += 1;
    this.#isDrained &&= !this.#options.isOrdered;
    this.#ended.resolve(undefined);
  }

  /** @returns false when none did for as long as the turn may wait */
  async #oneEnds(): Promise<boolean> {
    const { promise: patience, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, this.#options.patienceMs, false);
    const hasEnded = await Promise.race([this.#ended.promise.then(() => true), patience]);
    clearTimeout(timer);
    if (hasEnded) this.#ended = Promise.withResolvers<undefined>();
    if (this.#settled.length >= SETTLE_AT) await this.#settle();
    return hasEnded;
  }

  /** Claims few at first: an endpoint that hangs would only make it hand them back. */
  async #claim(): Promise<void> {
    await this.#settle();
    if (this.#isOver()) return;
    const endsBefore = this.#ends;
    const limit = this.#claimLimit;
    this.#claimed = await this.#options.claim(limit);
    this.#claimLimit = Math.min(2 * limit, MOST_CLAIMED);
    // What ended meanwhile may have let another one begin. What became due meanwhile has woken the lane.
    const mayBeMore = this.#options.isOrdered && this.#ends > endsBefore;
    if (this.#claimed.length < limit) this.#isDrained = !mayBeMore;
  }

  async #settle(): Promise<void> {
    const settled = this.#settled;
    if (settled.length === 0) return;
    this.#settled = [];
    if (await this.#options.settle(settled)) this.#isStopped = true;
  }
}
