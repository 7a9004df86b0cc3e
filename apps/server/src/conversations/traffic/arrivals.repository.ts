import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import type { Arrival, ArrivedConversation } from './arrivals.ts';

/** A conversation as the messages that arrived left it. */
export type ArrivedRow = Omit<ArrivedConversation, 'instanceId' | 'arrivals'>;

/** Writes in conversations what messages of customers do to them. */
@Injectable()
export class ArrivalsRepository {
  /**
   * Moves the times forward, never back, counts what is unread, and opens what was closed, unless the contact is blocked; it
   * counts as open since the customer wrote, though not since before it was closed. Locks in id order.
   */
  async recordInbound(tenantId: TenantId, tx: Tx, arrivals: Arrival[]): Promise<ArrivedRow[]> {
    const { rows } = await sql<ArrivedRow>`
      with given as (
        select id, min(at) as first_at, max(at) as at, count(*)::int as count
        from unnest(
          ${arrivals.map((arrival) => arrival.conversationId)}::uuid[],
          ${arrivals.map((arrival) => arrival.at)}::timestamptz[]
        ) as given (id, at)
        group by id
      ),
      locked as (
        select c.id, c.opened_at, k.is_blocked, c.status = 'closed' and not k.is_blocked as opens
        from conversations c
        join given using (id)
        join contacts k on k.id = c.contact_id
        where c.tenant_id = ${tenantId}
        order by c.id
        for no key update of c
      )
      update conversations c
      set last_inbound_at = greatest(c.last_inbound_at, given.at),
        last_message_at = greatest(c.last_message_at, given.at),
        unread_count = c.unread_count + case when l.is_blocked then 0 else given.count end,
        status = case when l.opens then 'open' else c.status end,
        opened_at = case when l.opens then greatest(least(given.first_at, now()), c.closed_at) else c.opened_at end,
        first_response_at = case when l.opens then null else c.first_response_at end,
        closed_at = case when l.opens then null else c.closed_at end,
        required_skills = case when l.opens then '{}' else c.required_skills end,
        updated_at = now()
      from given join locked l using (id)
      where c.id = given.id
      returning c.id, c.contact_id as "contactId", c.status, c.agent_id as "agentId", c.last_agent_id as "lastAgentId",
        c.required_skills as "requiredSkills", c.is_group as "isGroup", l.is_blocked as "isBlocked",
        case when not l.opens then 'none' when l.opened_at is null then 'opened' else 'reopened' end as change`.execute(
      tx,
    );
    return rows;
  }
}
