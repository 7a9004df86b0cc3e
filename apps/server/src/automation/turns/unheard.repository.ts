import { Injectable } from '@nestjs/common';
import type { AgentId, ConversationId, InstanceId, MessageId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';

export const LANE = 'automation';

/** A message that nobody has answered, in a conversation that an automatic agent was given. */
export interface Unanswered {
  tenantId: TenantId;
  instanceId: InstanceId;
  conversationId: ConversationId;
  messageId: MessageId;
}

/** Of a customer who wrote and wrote. */
const MOST_MESSAGES = 20;
const MOST_CONVERSATIONS = 100;

/** Conversations that an automatic agent was given otherwise than by a message that arrived, and lanes that have something to do. */
@Injectable()
export class UnheardRepository {
  /** Notes that the agent of these conversations knows of their assignment. */
  async hear(tenantId: TenantId, tx: Tx, ids: ConversationId[]): Promise<void> {
    await sql`
      update conversations
      set agent_heard_at = assigned_at
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[])
        and agent_heard_at is distinct from assigned_at`.execute(tx);
  }

  /**
   * Notes that the agent knows of what it was given, by conversations_unheard.
   * @returns what is to be answered in it, in the order in which it came: what the customer wrote after our last message, of which
   * providers tell the second, and what no turn has answered. Groups are not answered, and broadcasts are no answers.
   */
  async hearOfAgent(tx: Tx, agentId: AgentId, silentTypes: string[]): Promise<Unanswered[]> {
    const { rows } = await sql<Unanswered>`
      with unheard as (
        select id, tenant_id, instance_id, is_group from conversations
        where agent_id = ${agentId} and status = 'pending' and agent_heard_at is distinct from assigned_at
        order by id
        limit ${MOST_CONVERSATIONS}
        for no key update skip locked
      ),
      heard as (
        update conversations c
        set agent_heard_at = c.assigned_at
        where c.id = any(array(select id from unheard))
      )
      select u.tenant_id as "tenantId", u.instance_id as "instanceId", u.id as "conversationId", m.id as "messageId"
      from unheard u
      cross join lateral (
        select m.id, m.created_at from messages m
        where m.conversation_id = u.id and m.direction = 'inbound' and m.content ->> 'type' <> all(${silentTypes}::text[])
          and m.created_at >= coalesce((
            select date_trunc('second', o.created_at) from messages o
            where o.conversation_id = u.id and o.direction = 'outbound' and o.status not in ('failed', 'cancelled', 'expired')
              and o.broadcast_id is null
            order by o.created_at desc
            limit 1
          ), '-infinity')
          and not exists (
            select from agent_turns t
            where t.conversation_id = u.id and t.state in ('pending', 'running', 'decided', 'done') and m.id = any(t.message_ids)
          )
        order by m.created_at desc, m.id desc
        limit ${MOST_MESSAGES}
      ) m
      where not u.is_group
      order by u.id, m.created_at, m.id`.execute(tx);
    return rows;
  }

  /**
   * Agents with something to do and no living holder of their lane, the longest overdue first. Steps from agent to agent along
   * agent_turns_due and conversations_unheard, so that it costs a probe for each agent, however many rows wait.
   */
  async findDue(tx: Tx, limit: number): Promise<AgentId[]> {
    const { rows } = await sql<{ id: AgentId }>`
      with recursive waiting as (
        (
          select agent_id, run_at from agent_turns
          where state in ('pending', 'decided') and claim_id is null
          order by agent_id, run_at limit 1
        )
        union all
        select next.agent_id, next.run_at
        from waiting
        cross join lateral (
          select agent_id, run_at from agent_turns
          where state in ('pending', 'decided') and claim_id is null and agent_id > waiting.agent_id
          order by agent_id, run_at limit 1
        ) next
      ),
      unheard as (
        (
          select agent_id from conversations
          where status = 'pending' and agent_id is not null and agent_heard_at is distinct from assigned_at
          order by agent_id limit 1
        )
        union all
        select next.agent_id
        from unheard
        cross join lateral (
          select agent_id from conversations
          where status = 'pending' and agent_id > unheard.agent_id and agent_heard_at is distinct from assigned_at
          order by agent_id limit 1
        ) next
      ),
      due as (
        select agent_id, run_at as at from waiting where run_at <= now()
        union all
        select agent_id, claim_until from agent_turns where claim_id is not null and claim_until <= now()
        union all
        select agent_id, now() from unheard
      )
      select due.agent_id as id
      from due
      where not exists (select 1 from leases l where l.kind = ${LANE} and l.id = due.agent_id and l.expires_at > now())
      group by due.agent_id
      order by min(due.at)
      limit ${limit}`.execute(tx);
    return rows.map(({ id }) => id);
  }
}
