import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';

/** A message of ours in a conversation. */
export interface DepartureRow {
  conversationId: ConversationId;
  at: Date;
  /** It answers the customer. */
  isResponse: boolean;
}

/** Writes in conversations what our messages do to them. */
@Injectable()
export class DeparturesRepository {
  /** Holds conversations in id order, for who writes in several by more than one statement. */
  async lock(tenantId: TenantId, tx: Tx, ids: ConversationId[]): Promise<void> {
    await sql`
      select from conversations
      where tenant_id = ${tenantId} and id = any(${ids}::uuid[])
      order by id
      for no key update`.execute(tx);
  }

  /**
   * Moves last_message_at forward, and keeps the time of the first response since it was opened; whoever answers has read it.
   * Conversations in which nothing changes are read, by the primary key, and not held. Locks in id order.
   */
  async record(tenantId: TenantId, tx: Tx, rows: DepartureRow[]): Promise<void> {
    await sql`
      with given as (
        select *
        from unnest(
          ${rows.map((row) => row.conversationId)}::uuid[],
          ${rows.map((row) => row.at)}::timestamptz[],
          ${rows.map((row) => row.isResponse)}::boolean[]
        ) as given (id, at, is_response)
      ),
      changed as (
        select c.id, max(g.at) as at, max(g.at) filter (where g.is_response) as answered_at,
          min(g.at) filter (where g.is_response and g.at >= c.opened_at) as response_at
        from conversations c join given g using (id)
        where c.tenant_id = ${tenantId}
          and (g.at > c.last_message_at or (g.is_response and c.status <> 'closed' and c.first_response_at is null))
        group by c.id
      ),
      locked as (
        select c.id from conversations c join changed using (id) order by c.id for no key update of c
      )
      update conversations c
      set last_message_at = greatest(c.last_message_at, n.at),
        first_response_at = case
          when c.status <> 'closed' and c.first_response_at is null and n.response_at >= c.opened_at then n.response_at
          else c.first_response_at
        end,
        unread_count = case when n.answered_at >= c.last_inbound_at then 0 else c.unread_count end,
        updated_at = now()
      from changed n join locked using (id)
      where c.id = n.id`.execute(tx);
  }
}
