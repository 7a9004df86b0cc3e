import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OutboundContent } from '@recado/contracts';
import { CloseConversation, FindConversation } from '../../conversations/index.ts';
import { HoldDistribution, ReleaseConversation } from '../../distribution/index.ts';
import { AcceptMessage } from '../../messages/index.ts';
import { WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { automaticCaller } from '../../platform/http/caller.ts';
import { carryOutDelayMs, isTriedEnough, refusalOf, type Refusal } from './turn-policy.ts';
import type { KeptPlan } from '../deciding/plan-policy.ts';
import { TurnContextQueries } from './turn-context.queries.ts';
import { TurnsRepository, type ClaimedTurn, type TurnError } from './turns.repository.ts';

/** How a turn ended. */
export interface Ended {
  state: 'done' | 'dropped' | 'failed';
  error: TurnError | null;
}

export type Applied =
  | Ended
  /** Not yet: WhatsApp or this server is not ready for it. */
  | { state: 'retry'; error: TurnError; delayMs: number }
  /** The worker may not act any more. */
  | { state: 'stopped' };

/** Why a message of the plan, and with it the rest, does not go out. */
interface Unsent {
  refusal: Refusal;
  error: TurnError;
}

/**
 * Carries out what was decided. Each message is accepted under a key of the turn, so that a second try, after a crash for one, sends
 * none twice; what follows the messages and the end of the turn are one transaction.
 */
@Injectable()
export class ApplyPlan {
  constructor(
    private readonly acceptMessage: AcceptMessage,
    private readonly findConversation: FindConversation,
    private readonly closeConversation: CloseConversation,
    private readonly holdDistribution: HoldDistribution,
    private readonly releaseConversation: ReleaseConversation,
    private readonly database: WorkerDatabase,
    private readonly context: TurnContextQueries,
    private readonly turns: TurnsRepository,
  ) {}

  /** @param mayAct asked before each message */
  async execute(turn: ClaimedTurn, plan: KeptPlan, mayAct: () => boolean): Promise<Applied> {
    if (isTriedEnough(turn.attempt)) return this.#handOver(turn, { code: 'gave_up', detail: null });
    for (const [place, message] of plan.messages.entries()) {
      if (!mayAct()) return { state: 'stopped' };
      const unsent = await this.#send(turn, place, message);
      if (unsent !== undefined) return this.#afterRefusal(turn, unsent);
    }
    return this.#finish(turn, plan);
  }

  #afterRefusal(turn: ClaimedTurn, { refusal, error }: Unsent): Applied | Promise<Applied> {
    if (refusal === 'drop')
      return this.database.transaction((tx) => this.#end(tx, turn, { state: 'dropped', error }));
    const delayMs = refusal === 'retry' ? carryOutDelayMs(turn.attempt) : undefined;
    return delayMs === undefined ? this.#handOver(turn, error) : { state: 'retry', error, delayMs };
  }

  #handOver(turn: ClaimedTurn, error: TurnError): Promise<Ended> {
    return this.#finish(turn, { then: 'handoff', skills: [], failure: error });
  }

  async #send(turn: ClaimedTurn, place: number, message: OutboundContent): Promise<Unsent | undefined> {
    const { tenantId, agentId, conversationId, instanceId } = turn;
    const conversation = await this.findConversation.byId(tenantId, conversationId);
    if (conversation?.status !== 'pending' || conversation.agentId !== agentId)
      return {
        refusal: 'drop',
        error: { code: 'conversation_left', detail: `Before message ${String(place + 1)}` },
      };
    const { recipient } = conversation;
    if (recipient === null)
      return { refusal: 'fail', error: { code: 'no_address', detail: 'The contact has no address here' } };
    const fingerprint = createHash('sha256').update(JSON.stringify(message)).digest();
    try {
      await this.acceptMessage.execute(
        automaticCaller(tenantId, agentId),
        { instanceId, recipient, message, priority: 'normal' },
        { idempotency: { key: `turn:${turn.id}:${String(place)}`, fingerprint }, sentBy: { agentId } },
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const detail = `Message ${String(place + 1)}: ${error.message}`;
      return { refusal: refusalOf(error.code), error: { code: error.code, detail } };
    }
  }

  async #finish(
    turn: ClaimedTurn,
    { then, skills, failure }: Pick<KeptPlan, 'then' | 'skills' | 'failure'>,
  ): Promise<Ended> {
    const ended: Ended = { state: failure === null ? 'done' : 'failed', error: failure };
    return this.database.transaction(async (tx) => {
      if (then === 'stay') return this.#end(tx, turn, ended);
      const { tenantId, conversationId, agentId, instanceId } = turn;
      await this.holdDistribution.execute(tenantId, tx, instanceId);
      const conversation = await this.context.conversation(tenantId, tx, conversationId);
      if (conversation?.status !== 'pending' || conversation.agentId !== agentId)
        return this.#end(tx, turn, {
          state: 'dropped',
          error: { code: 'conversation_left', detail: `Before ${then}` },
        });
      if (then === 'close') await this.closeConversation.execute(tenantId, conversationId);
      else
        await this.releaseConversation.execute(tenantId, tx, conversationId, {
          cause: 'handoff',
          skills: skills.length === 0 ? undefined : skills,
        });
      return this.#end(tx, turn, ended);
    });
  }

  async #end(tx: Tx, turn: ClaimedTurn, ended: Ended): Promise<Ended> {
    if (await this.turns.finish(tx, turn, ended.state, ended.error)) return ended;
    // Whoever has the turn now does what follows; this transaction must not.
    throw new Error('The claim of the turn was lost');
  }
}
