import type { LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import type { ClaimedDelivery } from './deliveries.repository.ts';
import type { SettledAttempt } from './outcomes.repository.ts';

const MOST_CLAIMED = 64;
/** Outcomes are written when this many are there, when one is a failure, and whenever more is claimed. */
const SETTLE_AT = 32;
/** A claim of as many as this is followed by the next one when half of it is begun, so that requests never wait for it. */
const CLAIM_AHEAD_FROM = 16;

export interface DeliveryTurnOptions {
  turn: Pick<LaneTurn, 'mayAct' | 'shouldYield'>;
  /** Requests that may be under way at once. */
  room: number;
  /** Whether a delivery that ended may let another one begin. */
  isOrdered: boolean;
  /** Whether deliveries may be claimed before there is room for them. With a rate limit not: they would begin all at once. */
  mayClaimAhead: boolean;
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
  readonly #claimed: ClaimedDelivery[] = [];
  #settled: SettledAttempt[] = [];
  readonly #cutShort: ClaimedDelivery[] = [];
  #claimLimit: number;
  /** With this many or fewer left to begin, more is claimed. */
  #claimAt = 0;
  #ended = Promise.withResolvers<undefined>();
  #ends = 0;
  /** What is being written and claimed while requests go on. */
  #writing: Promise<void> | undefined;
  #hasFailure = false;
  #isDrained = false;
  #isStopped = false;
  #hasLeft = false;

  constructor(options: DeliveryTurnOptions) {
    this.#options = options;
    this.#claimLimit = options.room;
  }

  async run(): Promise<LaneOutcome> {
    try {
      this.#goOn();
      while (this.#isAtWork() && (await this.#somethingEnds())) this.#goOn();
    } finally {
      await this.#leave();
    }
    return this.#outcome();
  }

  async #leave(): Promise<void> {
    await this.#writing?.catch(() => undefined);
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

  #isAtWork(): boolean {
    return this.#underWay.size > 0 || this.#writing !== undefined;
  }

  #goOn(): void {
    this.#startAll();
    if (this.#writing !== undefined) return;
    const mustClaim = this.#mayClaim();
    if (mustClaim || this.#hasFailure || this.#settled.length >= SETTLE_AT)
      this.#writing = this.#write(mustClaim).finally(() => {
        this.#writing = undefined;
      });
  }

  /** Starts what there is room for, asking right before each request. After a failure nothing, until its outcome is known. */
  #startAll(): void {
    while (!this.#hasFailure && !this.#isOver() && this.#underWay.size < this.#options.room) {
      const next = this.#claimed.shift();
      if (next === undefined) return;
      this.#start(next);
    }
  }

  #mayClaim(): boolean {
    const isWanted = this.#underWay.size < this.#options.room || this.#claimAt > 0;
    return isWanted && !this.#isDrained && !this.#isOver() && this.#claimed.length <= this.#claimAt;
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
        this.#hasFailure ||= settled !== undefined && isFailure(settled);
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

  /** @returns false when no request did for as long as the turn may wait, and nothing is being written */
  async #somethingEnds(): Promise<boolean> {
    const { promise: patience, resolve } = Promise.withResolvers<boolean>();
    const timer =
      this.#writing === undefined ? setTimeout(resolve, this.#options.patienceMs, false) : undefined;
    const ended = [this.#ended.promise, ...(this.#writing === undefined ? [] : [this.#writing])];
    try {
      return await Promise.race([...ended.map((end) => end.then(() => true)), patience]);
    } finally {
      clearTimeout(timer);
      this.#ended = Promise.withResolvers();
    }
  }

  async #write(mustClaim: boolean): Promise<void> {
    await this.#settle();
    if (mustClaim && !this.#isOver()) await this.#claim();
  }

  /** Claims few at first: an endpoint that hangs would only make it hand them back. */
  async #claim(): Promise<void> {
    const endsBefore = this.#ends;
    const limit = this.#claimLimit;
    const claimed = await this.#options.claim(limit);
    this.#claimed.push(...claimed);
    this.#claimLimit = Math.min(2 * limit, MOST_CLAIMED);
    this.#claimAt = this.#options.mayClaimAhead && limit >= CLAIM_AHEAD_FROM ? limit / 2 : 0;
    // What ended meanwhile may have let another one begin. What became due meanwhile has woken the lane.
    const mayBeMore = this.#options.isOrdered && this.#ends > endsBefore;
    if (claimed.length < limit) this.#isDrained = !mayBeMore;
  }

  async #settle(): Promise<void> {
    const settled = this.#settled;
    if (settled.length === 0) return;
    this.#settled = [];
    if (await this.#options.settle(settled)) this.#isStopped = true;
    this.#hasFailure = this.#settled.some(isFailure);
  }
}

const isFailure = ({ answer }: SettledAttempt): boolean => answer.error !== null;
