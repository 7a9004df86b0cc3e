import { Injectable } from '@nestjs/common';
import type {
  AgentId,
  ConversationId,
  ConversationStatus,
  DistributionCause,
  DistributionDecision,
  MessageId,
  UserId,
} from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';
import type { Candidate } from './assignment-policy.ts';

/** What is decided for one conversation. */
export interface DecisionRow {
  id: string;
  conversationId: ConversationId;
  status: ConversationStatus;
  agentId: AgentId | null;
  rule: DistributionDecision['rule'];
  cause: DistributionCause;
  candidates: Candidate[];
  messageId: MessageId | null;
  userId: UserId | null;
  /** Since when the customer waits, for one that waits. */
  waitingSince: Date;
}

/** Writes decisions: who has a conversation, and why. */
@Injectable()
export class DecisionsRepository {
  /** Of conversations that are held. The decision before each ends with it. */
  async write(held: HeldInstance, tx: Tx, decisions: DecisionRow[]): Promise<void> {
    await this.#moveConversations(held, tx, decisions);
    await sql`
      update message_distributions set completed_at = ${held.now}
      where tenant_id = ${held.tenantId} and completed_at is null
        and conversation_id = any(${decisions.map((decision) => decision.conversationId)}::uuid[])`.execute(
      tx,
    );
    await this.#insert(held, tx, decisions);
  }

  async #moveConversations({ tenantId, now }: HeldInstance, tx: Tx, decisions: DecisionRow[]): Promise<void> {
    await sql`
      update conversations c
      set status = given.status,
        agent_id = given.agent_id,
        last_agent_id = coalesce(given.agent_id, c.agent_id, c.last_agent_id),
        assigned_at = case when given.agent_id is not null then ${now}::timestamptz end,
        waiting_since = case when given.status = 'waiting' then coalesce(c.waiting_since, given.waiting_since) end,
        updated_at = now()
      from unnest(
        ${decisions.map((decision) => decision.conversationId)}::uuid[],
        ${decisions.map((decision) => decision.status)}::text[],
        ${decisions.map((decision) => decision.agentId)}::uuid[],
        ${decisions.map((decision) => decision.waitingSince)}::timestamptz[]
      ) as given (id, status, agent_id, waiting_since)
      where c.tenant_id = ${tenantId} and c.id = given.id`.execute(tx);
  }

  async #insert(
    { tenantId, instanceId, now }: HeldInstance,
    tx: Tx,
    decisions: DecisionRow[],
  ): Promise<void> {
    await sql`
      insert into message_distributions
        (id, tenant_id, instance_id, conversation_id, message_id, agent_id, distribution_rule, cause, candidates, user_id, assigned_at)
      select id, ${tenantId}, ${instanceId}, conversation_id, message_id, agent_id, rule, cause, candidates::jsonb, user_id, ${now}
      from unnest(
        ${decisions.map((decision) => decision.id)}::uuid[],
        ${decisions.map((decision) => decision.conversationId)}::uuid[],
        ${decisions.map((decision) => decision.messageId)}::uuid[],
        ${decisions.map((decision) => decision.agentId)}::uuid[],
        ${decisions.map((decision) => decision.rule)}::text[],
        ${decisions.map((decision) => decision.cause)}::text[],
        ${decisions.map((decision) => storableJson(decision.candidates))}::text[],
        ${decisions.map((decision) => decision.userId)}::uuid[]
      ) as given (id, conversation_id, message_id, agent_id, rule, cause, candidates, user_id)`.execute(tx);
  }

  async noteTurns(
    { tenantId }: HeldInstance,
    tx: Tx,
    lastAssignedAt: ReadonlyMap<AgentId, Date>,
  ): Promise<void> {
    if (lastAssignedAt.size === 0) return;
    await sql`
      update agents a set last_assigned_at = given.at
      from unnest(${[...lastAssignedAt.keys()]}::uuid[], ${[...lastAssignedAt.values()]}::timestamptz[]) as given (id, at)
      where a.tenant_id = ${tenantId} and a.id = given.id`.execute(tx);
  }

  /** A person's presence that lapsed long ago becomes what it counts as. */
  async noteLapsed({ tenantId, instanceId, now }: HeldInstance, tx: Tx, afterSeconds: number): Promise<void> {
    await sql`
      update agent_presence p set presence = 'offline', changed_at = ${now}
      from agents a
      where a.tenant_id = ${tenantId} and a.instance_id = ${instanceId} and a.id = p.agent_id and p.presence = 'online'
        and p.heartbeat_at <= ${now}::timestamptz - make_interval(secs => ${afterSeconds})`.execute(tx);
  }

  /** When the next person's presence will have lapsed for so long. */
  async nextLapse(
    { tenantId, instanceId }: HeldInstance,
    tx: Tx,
    afterSeconds: number,
  ): Promise<Date | undefined> {
    const { rows } = await sql<{ at: Date | null }>`
      select min(p.heartbeat_at) + make_interval(secs => ${afterSeconds}) as at
      from agents a join agent_presence p on p.agent_id = a.id
      where a.tenant_id = ${tenantId} and a.instance_id = ${instanceId} and p.presence = 'online'`.execute(
      tx,
    );
    return rows[0]?.at ?? undefined;
  }
}
