import { Injectable } from '@nestjs/common';
import type { AgentUsage } from '@recado/contracts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import type { Failure } from '../deciding/decision.ts';
import { EpisodesRepository } from './episodes.repository.ts';
import type { KeptPlan } from '../deciding/plan-policy.ts';
import { TurnsRepository, type ClaimedTurn, type TurnError } from './turns.repository.ts';

/** What is kept of a decision. */
export interface KeptDecision {
  plan: KeptPlan;
  /** What the agent remembers from now on; undefined as before. */
  state: Record<string, unknown> | undefined;
  usage: AgentUsage | null;
}

const errorOf = ({ code, detail }: Failure): TurnError => ({ code, detail });

/** Writes how deciding a turn ended, each ending in one transaction. */
@Injectable()
export class SettleTurn {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly turns: TurnsRepository,
    private readonly episodes: EpisodesRepository,
  ) {}

  /**
   * Keeps the plan and what the agent remembers from now on.
   * @param openedAt when the conversation was opened: what is remembered belongs to it
   * @returns the turn as it is to be carried out; undefined when its claim was lost
   */
  async decided(
    turn: ClaimedTurn,
    openedAt: Date,
    { plan, state, usage }: KeptDecision,
  ): Promise<ClaimedTurn | undefined> {
    return this.database.transaction(async (tx) => {
      if (!(await this.turns.decide(tx, turn, { plan, usage }))) return undefined;
      const { tenantId, conversationId, agentId } = turn;
      await this.episodes.remember(tenantId, tx, {
        conversationId,
        agentId,
        openedAt,
        state,
        turns: plan.failure === null ? 1 : 0,
        tokens: usage?.totalTokens ?? 0,
      });
      return { ...turn, state: 'decided', attempt: 1, plan };
    });
  }

  /** It is decided again after a while; what the try cost counts. */
  async retried(turn: ClaimedTurn, openedAt: Date, failure: Failure, delayMs: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.turns.putBack(tx, turn, { delayMs, error: errorOf(failure), isCounted: true });
      const { tenantId, conversationId, agentId } = turn;
      const tokens = failure.usage?.totalTokens ?? 0;
      if (tokens > 0)
        await this.episodes.remember(tenantId, tx, {
          conversationId,
          agentId,
          openedAt,
          state: undefined,
          turns: 0,
          tokens,
        });
    });
  }

  /** It is taken again, in the state that it has. */
  async putBack(turn: ClaimedTurn, delayMs: number, error: TurnError): Promise<void> {
    await this.database.transaction((tx) =>
      this.turns.putBack(tx, turn, { delayMs, error, isCounted: true }),
    );
  }

  /** The worker may not go on; another may at once. */
  async handBack(turn: ClaimedTurn): Promise<void> {
    await this.database.transaction((tx) =>
      this.turns.putBack(tx, turn, { delayMs: 0, error: null, isCounted: false }),
    );
  }

  async ended(turn: ClaimedTurn, state: 'dropped' | 'failed', error: TurnError): Promise<void> {
    await this.database.transaction((tx) => this.turns.finish(tx, turn, state, error));
  }
}
