import { Injectable } from '@nestjs/common';
import type {
  AgentId,
  AgentType,
  AgentUsage,
  ConversationId,
  InstanceId,
  MessageId,
  TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import type { KeptPlan } from '../deciding/plan-policy.ts';

/** What a turn takes in of a customer who writes and writes; the latest count. */
const MOST_MESSAGES = 50;

/** How long a claim holds: deciding takes at most 60 s, and carrying out a plan some seconds. */
const CLAIM_SECONDS = 120;

/** A message to be answered, with the id of the turn that begins unless one waits already. */
export interface ToAnswer {
  turnId: string;
  instanceId: InstanceId;
  conversationId: ConversationId;
  agentId: AgentId;
  messageId: MessageId;
}

/** A turn that this worker, and no other, takes now. */
export interface ClaimedTurn {
  id: string;
  tenantId: TenantId;
  instanceId: InstanceId;
  conversationId: ConversationId;
  agentId: AgentId;
  messageIds: MessageId[];
  state: 'running' | 'decided';
  /** Tries so far, this one included. */
  attempt: number;
  claimId: string;
  /** As it was kept, a KeptPlan; null until it is decided. */
  plan: unknown;
  agentType: AgentType;
}

export type TurnError = NonNullable<KeptPlan['failure']>;

const claimedColumns = sql.raw(
  `t.id, t.tenant_id as "tenantId", t.instance_id as "instanceId", t.conversation_id as "conversationId",
   t.agent_id as "agentId", t.message_ids as "messageIds", t.state, t.attempt, t.claim_id as "claimId", t.plan,
   (select a.type from agents a where a.id = t.agent_id) as "agentType"`,
);

/** The compare-and-set steps of turns. */
@Injectable()
export class TurnsRepository {
  /** Begins a turn for each conversation, or adds to the one that waits; agent_turns_waiting tells which does. */
  async add(tenantId: TenantId, tx: Tx, messages: ToAnswer[]): Promise<void> {
    await sql`
      insert into agent_turns as t (id, tenant_id, instance_id, conversation_id, agent_id, message_ids, message_id)
      select turn_id, ${tenantId}, instance_id, conversation_id, agent_id, array_agg(message_id order by place),
        (array_agg(message_id order by place desc))[1]
      from unnest(
        ${messages.map((one) => one.turnId)}::uuid[],
        ${messages.map((one) => one.instanceId)}::uuid[],
        ${messages.map((one) => one.conversationId)}::uuid[],
        ${messages.map((one) => one.agentId)}::uuid[],
        ${messages.map((one) => one.messageId)}::uuid[]
      ) with ordinality as given (turn_id, instance_id, conversation_id, agent_id, message_id, place)
      group by turn_id, instance_id, conversation_id, agent_id
      order by conversation_id
      on conflict (conversation_id) where state = 'pending' do update
        set message_ids = (t.message_ids || excluded.message_ids)[
              greatest(1, cardinality(t.message_ids) + cardinality(excluded.message_ids) - ${MOST_MESSAGES - 1}):],
          message_id = excluded.message_id,
          agent_id = excluded.agent_id,
          attempt = case when t.agent_id = excluded.agent_id then t.attempt else 0 end,
          run_at = case when t.agent_id = excluded.agent_id then t.run_at else now() end`.execute(tx);
  }

  /** Claims what is due, the longest waiting first, at most one turn of a conversation. Uses agent_turns_due. */
  async claim(tx: Tx, agentId: AgentId, claimId: string, limit: number): Promise<ClaimedTurn[]> {
    const { rows } = await sql<ClaimedTurn>`
      with due as materialized (
        select t.id from agent_turns t
        where t.agent_id = ${agentId} and t.state in ('pending', 'decided') and t.claim_id is null and t.run_at <= now()
          and ${isFree}
        order by t.run_at, t.id
        limit ${limit}
        for no key update of t skip locked
      )
      update agent_turns t
      set state = case t.state when 'pending' then 'running' else t.state end, attempt = t.attempt + 1,
        claim_id = ${claimId}, claim_until = now() + make_interval(secs => ${CLAIM_SECONDS})
      from due where t.id = due.id
      returning ${claimedColumns}`.execute(tx);
    return rows;
  }

  /** Turns of a worker that vanished. Uses agent_turns_claimed. */
  async expired(tx: Tx, agentId: AgentId): Promise<ClaimedTurn[]> {
    const { rows } = await sql<ClaimedTurn>`
      select ${claimedColumns} from agent_turns t
      where t.agent_id = ${agentId} and t.claim_id is not null and t.claim_until <= now()
      order by t.id
      for no key update skip locked`.execute(tx);
    return rows;
  }

  /** Keeps what was decided; it is this worker's to carry out. @returns false when the claim was lost */
  async decide(
    tx: Tx,
    { id, claimId }: Pick<ClaimedTurn, 'id' | 'claimId'>,
    { plan, usage }: { plan: KeptPlan; usage: AgentUsage | null },
  ): Promise<boolean> {
    const result = await sql`
      update agent_turns
      set state = 'decided', plan = ${storableJson(plan)}::jsonb,
        usage = ${usage === null ? null : storableJson(usage)}::jsonb, attempt = 1,
        error_code = ${plan.failure?.code ?? null}, error_detail = ${plan.failure?.detail ?? null}, decided_at = now(),
        claim_until = now() + make_interval(secs => ${CLAIM_SECONDS})
      where id = ${id} and claim_id = ${claimId} and state = 'running'`.execute(tx);
    return result.numAffectedRows === 1n;
  }

  /**
   * Gives a turn back, to be taken again after a while; one that is not decided takes in what the customer wrote meanwhile.
   * @param isCounted whether the try counts; false when the worker itself broke it off
   */
  async putBack(
    tx: Tx,
    turn: ClaimedTurn,
    { delayMs, error, isCounted }: { delayMs: number; error: TurnError | null; isCounted: boolean },
  ): Promise<void> {
    await this.#lockConversation(tx, turn.conversationId);
    const later = turn.state === 'running' ? await this.#takeWaiting(tx, turn.conversationId) : [];
    const last = later.at(-1) ?? null;
    await sql`
      update agent_turns
      set state = case state when 'running' then 'pending' else state end,
        message_ids = message_ids || ${later}::uuid[], message_id = coalesce(${last}::uuid, message_id),
        attempt = attempt - ${isCounted ? 0 : 1}::int, run_at = now() + make_interval(secs => ${delayMs / 1_000}::float8),
        error_code = coalesce(${error?.code ?? null}, error_code), error_detail = coalesce(${error?.detail ?? null}, error_detail),
        claim_id = null, claim_until = null
      where id = ${turn.id} and claim_id = ${turn.claimId} and state = ${turn.state}`.execute(tx);
  }

  /** @returns false when the claim was lost */
  async finish(
    tx: Tx,
    { id, claimId }: Pick<ClaimedTurn, 'id' | 'claimId'>,
    state: 'done' | 'dropped' | 'failed',
    error: TurnError | null,
  ): Promise<boolean> {
    const result = await sql`
      update agent_turns
      set state = ${state}, error_code = ${error?.code ?? null}, error_detail = ${error?.detail ?? null}, finished_at = now(), claim_id = null, claim_until = null
      where id = ${id} and claim_id = ${claimId}`.execute(tx);
    return result.numAffectedRows === 1n;
  }

  /** When the next turn is due, or the claim of a vanished worker runs out; undefined when nothing waits. */
  async nextDueAt(tx: Tx, agentId: AgentId): Promise<Date | undefined> {
    const { rows } = await sql<{ at: Date | null }>`
      select least(
        (
          select min(t.run_at) from agent_turns t
          where t.agent_id = ${agentId} and t.state in ('pending', 'decided') and t.claim_id is null and ${isFree}
        ),
        (select min(claim_until) from agent_turns where agent_id = ${agentId} and claim_id is not null)
      ) as at`.execute(tx);
    return rows[0]?.at ?? undefined;
  }

  /** Until the transaction ends nothing arrives: two turns of a conversation cannot wait. */
  async #lockConversation(tx: Tx, id: ConversationId): Promise<void> {
    await sql`select from conversations where id = ${id} for no key update`.execute(tx);
  }

  /** What waits in a conversation, taken away to be part of another turn. */
  async #takeWaiting(tx: Tx, conversationId: ConversationId): Promise<MessageId[]> {
    const { rows } = await sql<{ messageIds: MessageId[] }>`
      delete from agent_turns where conversation_id = ${conversationId} and state = 'pending'
      returning message_ids as "messageIds"`.execute(tx);
    return rows.flatMap(({ messageIds }) => messageIds);
  }
}

/** A turn waits until the one before it in its conversation is done, whichever agent has it. Uses agent_turns_at_work. */
const isFree = sql<boolean>`(t.state = 'decided' or not exists (
  select 1 from agent_turns w where w.conversation_id = t.conversation_id and w.state in ('running', 'decided')
))`;
