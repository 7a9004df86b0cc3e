import { Injectable } from '@nestjs/common';
import type { AgentPlan } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../platform/clock.ts';
import { AgentFigures, type TurnOutcome } from './agent-figures.ts';
import { ApplyPlan, type Ended } from './apply-plan.ts';
import { DecideTurn } from '../deciding/decide-turn.ts';
import { failed, type DecisionOutcome, type Failure } from '../deciding/decision.ts';
import { MOST_ATTEMPTS, retryDelayMs } from '../deciding/failure-policy.ts';
import { LoadTurn, type LoadedTurn } from './load-turn.ts';
import { KeptPlan, planOnFailure } from '../deciding/plan-policy.ts';
import { SettleTurn } from './settle-turn.ts';
import { brokenDelayMs } from './turn-policy.ts';
import type { ClaimedTurn } from './turns.repository.ts';

type Loaded = Exclude<LoadedTurn, { drop: string }>;

/** Whether the worker may still do what others see; asked right before it. */
export interface WorkerReach {
  mayAct: () => boolean;
  signal: AbortSignal;
}

/**
 * One turn of an automatic agent: decides, keeps what was decided, carries it out. A crash before the plan is kept leads to another
 * decision, a crash after it to carrying out the same one.
 */
@Injectable()
export class TakeTurn {
  constructor(
    private readonly loadTurn: LoadTurn,
    private readonly decideTurn: DecideTurn,
    private readonly settleTurn: SettleTurn,
    private readonly applyPlan: ApplyPlan,
    private readonly figures: AgentFigures,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  /** Never throws: what breaks is taken again, at the latest when the claim has run out. */
  async execute(turn: ClaimedTurn, reach: WorkerReach): Promise<void> {
    let current: ClaimedTurn | undefined = turn;
    try {
      if (turn.state === 'running') current = await this.#decide(turn, reach);
      if (current !== undefined) await this.#carryOut(current, reach);
    } catch (error) {
      this.logger.error({ err: error, turnId: turn.id }, 'a turn of an agent broke; it is taken again');
      await this.#recover(current ?? turn);
    }
  }

  /** @returns the turn as it is to be carried out; undefined when it is not */
  async #decide(turn: ClaimedTurn, { mayAct, signal }: WorkerReach): Promise<ClaimedTurn | undefined> {
    const loaded = await this.loadTurn.execute(turn);
    if ('drop' in loaded) {
      await this.settleTurn.ended(turn, 'dropped', { code: loaded.drop, detail: null });
      this.figures.ended(turn.agentType, 'dropped');
      return undefined;
    }
    const outcome = mayAct() ? await this.#outcome(turn, loaded, signal) : undefined;
    // Whoever is stopped in the middle of a question has not failed.
    if (outcome === undefined || (signal.aborted && 'failure' in outcome)) {
      await this.settleTurn.handBack(turn);
      return undefined;
    }
    if ('failure' in outcome) return this.#afterFailure(turn, loaded, outcome.failure);
    const { plan, state, usage } = outcome.decision;
    return this.settleTurn.decided(turn, loaded.openedAt, { plan: { ...plan, failure: null }, state, usage });
  }

  async #outcome(
    turn: ClaimedTurn,
    { context, isActive }: Loaded,
    signal: AbortSignal,
  ): Promise<DecisionOutcome> {
    if (!isActive) return failed('agent_inactive', null);
    // A failure gets fewer tries; these ended the worker, or broke something of ours.
    if (turn.attempt > MOST_ATTEMPTS) return failed('gave_up', `After ${String(turn.attempt - 1)} tries`);
    const startedAtMs = this.clock.monotonicMs();
    const outcome = await this.decideTurn.execute({ ...context, signal });
    const usage = 'failure' in outcome ? outcome.failure.usage : outcome.decision.usage;
    this.figures.decided(turn.agentType, this.clock.monotonicMs() - startedAtMs, usage?.totalTokens ?? 0);
    return outcome;
  }

  async #afterFailure(
    turn: ClaimedTurn,
    { context, openedAt }: Loaded,
    failure: Failure,
  ): Promise<ClaimedTurn | undefined> {
    const delayMs = retryDelayMs(failure, turn.attempt, Math.random());
    if (delayMs !== undefined) {
      await this.settleTurn.retried(turn, openedAt, failure, delayMs);
      this.figures.ended(turn.agentType, 'retried');
      return undefined;
    }
    const plan = planOnFailure(turn.agentType, context.agent.configuration, failure);
    const usage = failure.usage ?? null;
    return this.settleTurn.decided(turn, openedAt, { plan, state: undefined, usage });
  }

  async #carryOut(turn: ClaimedTurn, { mayAct }: WorkerReach): Promise<void> {
    const plan = KeptPlan.parse(turn.plan);
    const applied = await this.applyPlan.execute(turn, plan, mayAct);
    switch (applied.state) {
      case 'stopped':
        return this.settleTurn.handBack(turn);
      case 'retry':
        this.figures.ended(turn.agentType, 'retried');
        return this.settleTurn.putBack(turn, applied.delayMs, applied.error);
      case 'done':
      case 'dropped':
      case 'failed':
        this.figures.ended(turn.agentType, outcomeOf(applied, plan));
    }
  }

  async #recover(turn: ClaimedTurn): Promise<void> {
    const error = { code: 'internal', detail: null };
    await this.settleTurn.putBack(turn, brokenDelayMs(turn.attempt), error).catch((failure: unknown) => {
      this.logger.warn({ err: failure, turnId: turn.id }, 'a turn is taken again once its claim has run out');
    });
  }
}

const limits: ReadonlySet<string> = new Set(['turn_limit', 'token_limit']);

function outcomeOf({ state, error }: Ended, { then }: AgentPlan): TurnOutcome {
  if (state === 'dropped') return 'dropped';
  if (state === 'failed') return limits.has(error?.code ?? '') ? 'limited' : 'failed';
  return ({ stay: 'answered', handoff: 'handoff', close: 'closed' } as const)[then];
}
