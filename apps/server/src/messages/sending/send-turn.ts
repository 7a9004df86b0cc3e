import { setTimeout as pause } from 'node:timers/promises';
import type { LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import type { Claim, Returned } from './claims.repository.ts';
import type { AttemptOutcome } from './send-attempt.ts';
import { SELF_DEADLINE_MS, settle, type Settlement } from './sending-policy.ts';
import { targetOf } from '../own-change-policy.ts';
import type { AttemptResult } from '../settlements.repository.ts';
import type { RateLimits } from './rate-limits.ts';

/** Sends under way at once for one instance. */
const MOST_IN_FLIGHT = 64;
/** Outcomes that come within this time are written together; nobody waits for them but the next claim. */
const GATHER_MS = 10;
/** While sends are under way, new work is looked for after this long, then ever less often. */
const FIRST_LOOK_MS = 20;
const LONGEST_LOOK_MS = 250;
/** After work, a lane looks once more after this long: under a steady flow one turn then serves many messages. */
const LINGER_MS = 40;
/** A wait for a token shorter than this is not worth giving the lane back. */
const SHORT_WAIT_MS = 100;
/** How long outcomes are kept for a database that does not answer; claims outlive it (CLAIM_SECONDS). */
const PATIENCE_MS = 40_000;
const DATABASE_RETRY_MS = 200;

/** What a turn writes, and what it asks for: up to `limit` claims more. */
export interface Round {
  results: AttemptResult[];
  returned: Returned[];
  claimId: string;
  limit: number;
}

/** What a turn needs of the world: its claims and outcomes go through one transaction each round. */
export interface SendTurnPorts {
  newClaimId(): string;
  monotonicMs(): number;
  now(): Date;
  random(): number;
  attempt(claim: Claim, mayAct: () => boolean): Promise<AttemptOutcome>;
  /** Writes the outcomes and the returns, then claims up to `limit` more, in one transaction. */
  exchange(round: Round): Promise<Claim[]>;
}

/** One turn of an instance's sending lane: keeps sends in flight, and writes outcomes and claims in batches. */
export class SendTurn {
  #inFlight = 0;
  readonly #results: AttemptResult[] = [];
  readonly #returned: Returned[] = [];
  #pausedUntilMs = 0;
  #isOver = false;
  #mayLinger = false;
  #lookMs = FIRST_LOOK_MS;
  #outcome = Promise.withResolvers<undefined>();

  constructor(
    private readonly turn: LaneTurn,
    private readonly limits: RateLimits,
    private readonly ports: SendTurnPorts,
    /** Sends under way at once; one, where the account is used as a person would. */
    private readonly mostInFlight = MOST_IN_FLIGHT,
  ) {}

  /** Works until nothing is due, the slice ends, or the instance must wait. All it claimed is settled or handed back at the end. */
  async run(): Promise<LaneOutcome> {
    for (;;) {
      const isEnding = this.turn.shouldYield();
      const limit = isEnding ? 0 : this.#room();
      const claimed = await this.#round(limit);
      if (claimed > 0) this.#worked();
      const outcome = claimed > 0 || !this.#isSettled() ? undefined : await this.#ending(isEnding, limit);
      if (outcome !== undefined) return outcome;
      // A full claim may have left more; otherwise there is nothing to do before an outcome or new work.
      if (claimed < limit || limit === 0) await this.#nextOutcome();
    }
  }

  #room(): number {
    if (this.#isOver) return 0;
    const nowMs = this.ports.monotonicMs();
    if (nowMs < this.#pausedUntilMs) return 0;
    return Math.max(0, Math.min(this.mostInFlight - this.#inFlight, this.limits.available(nowMs)));
  }

  #isWritten(): boolean {
    return this.#results.length === 0 && this.#returned.length === 0;
  }

  #worked(): void {
    this.#lookMs = FIRST_LOOK_MS;
    this.#mayLinger = true;
  }

  #isSettled(): boolean {
    return this.#inFlight === 0 && this.#isWritten();
  }

  /** Nothing is under way. @returns how the turn ends, or undefined when it goes on after a short wait */
  async #ending(isEnding: boolean, limit: number): Promise<LaneOutcome | undefined> {
    if (this.#isOver) return { state: 'idle' };
    if (isEnding) return { state: 'more' };
    if (limit > 0) {
      if (!this.#mayLinger) return { state: 'idle' };
      this.#mayLinger = false;
      await pause(LINGER_MS);
      return undefined;
    }
    const nowMs = this.ports.monotonicMs();
    const waitMs = Math.max(this.limits.waitMs(nowMs), this.#pausedUntilMs - nowMs);
    if (waitMs > SHORT_WAIT_MS)
      return { state: 'idle', nextDueAt: new Date(this.ports.now().getTime() + waitMs) };
    await pause(waitMs);
    return undefined;
  }

  /** Outcomes out, claims in. While the database does not answer, outcomes are kept and nothing is claimed. */
  async #round(limit: number): Promise<number> {
    if (limit === 0 && this.#isWritten()) return 0;
    const [results, returned] = [this.#results.splice(0), this.#returned.splice(0)];
    const begunAtMs = this.ports.monotonicMs();
    const claimId = this.ports.newClaimId();
    const claims = await this.ports
      .exchange({ results, returned, claimId, limit })
      .catch(async (error: unknown) => {
        if (results.length === 0 && returned.length === 0) throw error;
        await this.#writeLate({ results, returned, claimId, limit: 0 }, begunAtMs + PATIENCE_MS);
        return [];
      });
    for (const claim of claims) this.#begin(claim, claimId, begunAtMs);
    return claims.length;
  }

  async #writeLate(round: Round, untilMs: number): Promise<void> {
    for (;;) {
      await pause(DATABASE_RETRY_MS);
      try {
        await this.ports.exchange(round);
        return;
      } catch (error) {
        if (this.ports.monotonicMs() >= untilMs) throw error;
      }
    }
  }

  #begin(claim: Claim, claimId: string, claimingAtMs: number): void {
    const nowMs = this.ports.monotonicMs();
    const recipientWaitMs = this.limits.takeFor(claim.conversationId, nowMs);
    if (recipientWaitMs > 0) {
      this.#returned.push({ id: claim.id, claimId, runInMs: recipientWaitMs, reason: undefined });
      return;
    }
    const mayAct = () => this.turn.mayAct() && this.ports.monotonicMs() - claimingAtMs < SELF_DEADLINE_MS;
    this.#inFlight += 1;
    void this.ports.attempt(claim, mayAct).then(
      (outcome) => {
        this.#end(claim, claimId, outcome);
      },
      (error: unknown) => {
        this.#end(claim, claimId, {
          kind: 'refused',
          code: 'internal',
          detail: String(error),
          pausesInstance: false,
        });
      },
    );
  }

  #end(claim: Claim, claimId: string, outcome: AttemptOutcome): void {
    this.#inFlight -= 1;
    if (outcome.kind === 'untouched') {
      // This process cannot send now, and would claim the same message again at once.
      this.#isOver = true;
      this.#returned.push({ id: claim.id, claimId, runInMs: 0, reason: undefined });
    } else if (outcome.kind === 'wait') {
      const { code, detail, waitMs, scope } = outcome;
      this.#returned.push({ id: claim.id, claimId, runInMs: waitMs, reason: { code, detail } });
      if (scope === 'instance') this.#pause(waitMs);
    } else {
      const settlement = settle(outcome, claim.attempt, this.ports.random());
      this.#results.push({ id: claim.id, claimId, settlement, changes: targetOf(claim.content) });
      if (settlement.status === 'pending') this.#slowDown(settlement);
    }
    const { resolve } = this.#outcome;
    setTimeout(resolve, GATHER_MS, undefined);
  }

  #slowDown(settlement: Extract<Settlement, { status: 'pending' }>): void {
    if (settlement.instance === 'fails') this.#isOver = true;
    if (settlement.instance === 'slows_down') this.#pause(settlement.retryInMs);
  }

  #pause(waitMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.ports.monotonicMs() + waitMs);
  }

  /** Waits for an outcome, or until it is time to look for new work. */
  async #nextOutcome(): Promise<void> {
    if (this.#inFlight === 0) return;
    // A plain timer: an aborted promise would make an error, with its stack, for every round.
    const timer = setTimeout(this.#outcome.resolve, this.#lookMs, undefined);
    await this.#outcome.promise;
    clearTimeout(timer);
    this.#lookMs = Math.min(this.#lookMs * 2, LONGEST_LOOK_MS);
    this.#outcome = Promise.withResolvers<undefined>();
  }
}
