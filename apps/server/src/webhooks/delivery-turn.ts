import type { RetryConfig } from '@recado/contracts';
import type { LaneOutcome, LaneTurn } from '../platform/queue/lane.ts';
import type { ClaimedDelivery, SettledAttempt } from './deliveries.repository.ts';
import type { WebhookAnswer } from './post-webhook.ts';
import { verdictOn } from './retry-policy.ts';

const MOST_IN_FLIGHT = 4;
const MOST_CLAIMED = 64;
/** Outcomes are written when this many are there, and whenever a runner has nothing more to do. */
const SETTLE_AT = 32;

export interface DeliveryTurnOptions {
  turn: Pick<LaneTurn, 'mayAct' | 'shouldYield'>;
  claimId: string;
  retryConfig: RetryConfig;
  newId: () => string;
  now: () => Date;
  random: () => number;
  claim(limit: number): Promise<ClaimedDelivery[]>;
  post(delivery: ClaimedDelivery): Promise<WebhookAnswer>;
  /** @returns whether the endpoint was switched off */
  settle(settled: SettledAttempt[]): Promise<boolean>;
  handBack(ids: string[]): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
}

/** One turn of an endpoint's lane: four runners take from what is claimed, and claim more when it runs out. */
export class DeliveryTurn {
  readonly #options: DeliveryTurnOptions;
  readonly #claimed: ClaimedDelivery[] = [];
  #settled: SettledAttempt[] = [];
  #claiming: Promise<void> | undefined;
  #isDrained = false;
  #isDisabled = false;

  constructor(options: DeliveryTurnOptions) {
    this.#options = options;
  }

  async run(): Promise<LaneOutcome> {
    const runners = await Promise.allSettled(
      Array.from({ length: MOST_IN_FLIGHT }, () => this.#deliverAll()),
    );
    if (this.#claimed.length > 0) await this.#options.handBack(this.#claimed.map(({ id }) => id));
    for (const runner of runners) if (runner.status === 'rejected') throw runner.reason;
    if (this.#isDisabled) return { state: 'idle' };
    if (!this.#isDrained) return { state: 'more' };
    return { state: 'idle', nextDueAt: await this.#options.nextDueAt() };
  }

  async #deliverAll(): Promise<void> {
    try {
      for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
        const answer = await this.#options.post(next);
        this.#settled.push(this.#settlement(next, answer));
        if (this.#settled.length >= SETTLE_AT) await this.#settle();
      }
    } finally {
      await this.#settle();
    }
  }

  /** The next delivery to make, asked right before its request. */
  async #next(): Promise<ClaimedDelivery | undefined> {
    while (!this.#isOver()) {
      const next = this.#claimed.shift();
      if (next !== undefined) return next;
      if (this.#isDrained) return undefined;
      this.#claiming ??= this.#claim();
      await this.#claiming;
    }
    return undefined;
  }

  #isOver(): boolean {
    return this.#isDisabled || this.#options.turn.shouldYield() || !this.#options.turn.mayAct();
  }

  async #claim(): Promise<void> {
    try {
      const claimed = await this.#options.claim(MOST_CLAIMED);
      if (claimed.length === 0) this.#isDrained = true;
      this.#claimed.push(...claimed);
    } finally {
      this.#claiming = undefined;
    }
  }

  #settlement(delivery: ClaimedDelivery, answer: WebhookAnswer): SettledAttempt {
    const attempt = delivery.attempt + 1;
    const { retryConfig: retry, claimId, newId, now, random } = this.#options;
    const verdict = verdictOn(answer, { attempt, retry, random: random(), now: now() });
    return { attemptId: newId(), deliveryId: delivery.id, claimId, attempt, answer, verdict };
  }

  async #settle(): Promise<void> {
    const settled = this.#settled;
    if (settled.length === 0) return;
    this.#settled = [];
    if (await this.#options.settle(settled)) this.#isDisabled = true;
  }
}
