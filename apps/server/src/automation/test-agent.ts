import { Injectable } from '@nestjs/common';
import type { AgentId, AgentTestResult, TestAgent as Request, TestBot } from '@recado/contracts';
import { z } from 'zod';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { DecideTurn } from './deciding/decide-turn.ts';
import type { Decision, Failure, Memory, TurnAgent, TurnContext, TurnMessage } from './deciding/decision.ts';
import { historyLimit } from './turns/load-turn.ts';
import { TurnContextQueries } from './turns/turn-context.queries.ts';

type Rehearsal = Pick<Request, 'messages' | 'state' | 'at'>;

/** `state` of a dry run: what a conversation's memory holds. */
const RehearsedMemory = z.object({
  memory: z.record(z.string(), z.unknown()).catch({}).default({}),
  turns: z.int().min(0).catch(0).default(0),
  tokens: z.int().min(0).catch(0).default(0),
});

/** Asks an agent what it would do, and does nothing of it. Services are asked for real. */
@Injectable()
export class TestAgent {
  constructor(
    private readonly database: Database,
    private readonly queries: TurnContextQueries,
    private readonly decideTurn: DecideTurn,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found, conflict (the agent is a person) */
  async execute(caller: Caller, id: AgentId, rehearsal: Rehearsal): Promise<AgentTestResult> {
    const { tenantId } = caller;
    const found = await this.database.inTenant(tenantId, (tx) => this.queries.agent(tenantId, tx, id));
    if (found === undefined || !mayUseInstance(caller, found.instanceId)) throw notFound('The agent');
    if (found.agent.type === 'human')
      throw new AppError('conflict', 'The agent is a person, who decides for himself');
    return this.#rehearse(caller, found.agent, rehearsal);
  }

  /** For settings that are not saved. */
  executeUnsaved(caller: Caller, { type, configuration, ...rehearsal }: TestBot): Promise<AgentTestResult> {
    const id = this.clock.newId<AgentId>();
    return this.#rehearse(caller, { id, name: 'test', type, configuration, secrets: {} }, rehearsal);
  }

  async #rehearse(caller: Caller, agent: TurnAgent, rehearsal: Rehearsal): Promise<AgentTestResult> {
    const { memory: remembered, turns, tokens } = RehearsedMemory.parse(rehearsal.state ?? {});
    const memory: Memory = { state: remembered, turns, tokens };
    const outcome = await this.decideTurn.execute({
      tenantId: caller.tenantId,
      turnId: this.clock.newId(),
      agent,
      conversation: null,
      contact: null,
      ...this.#messages(agent, rehearsal),
      memory,
    });
    return 'failure' in outcome
      ? afterFailure(outcome.failure, memory)
      : afterDecision(outcome.decision, memory);
  }

  #messages(
    agent: TurnAgent,
    { messages, at }: Rehearsal,
  ): Pick<TurnContext, 'messages' | 'newMessages' | 'now'> {
    const now = at === undefined ? this.clock.now() : new Date(at);
    const newMessages =
      messages.length - 1 - messages.findLastIndex(({ direction }) => direction === 'outbound');
    const told = messages.slice(-(newMessages + historyLimit(agent)));
    return {
      newMessages,
      now,
      messages: told.map(({ direction, text }): TurnMessage => ({
        id: null,
        direction,
        message: { type: 'text', content: text },
        at: now,
      })),
    };
  }
}

const stateOf = ({ state: memory, turns, tokens }: Memory): AgentTestResult['state'] => ({
  memory,
  turns,
  tokens,
});

function afterDecision({ plan, state, usage }: Decision, { turns, tokens }: Memory): AgentTestResult {
  const now = { state, turns: turns + 1, tokens: tokens + (usage?.totalTokens ?? 0) };
  return { plan, state: stateOf(now), usage, error: null };
}

function afterFailure({ code, detail, usage }: Failure, before: Memory): AgentTestResult {
  const now = { ...before, tokens: before.tokens + (usage?.totalTokens ?? 0) };
  return { plan: null, state: stateOf(now), usage: usage ?? null, error: { code, detail } };
}
