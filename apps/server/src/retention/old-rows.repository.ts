import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { mediaOfMessage, withTheirMedia, type DeletedMessages } from '../media/index.ts';
import type { Tx } from '../platform/database/database.ts';

/** Deletes what has outlived the time that its tenant keeps it. Leaves out what anybody has locked. */
@Injectable()
export class OldRowsRepository {
  /**
   * Uses messages_by_instance. What waits to be sent, or may still become sent, stays however old it is.
   * @param mostDays the operator's limit; null: there is none
   * @returns how many messages, and the files that came with them, whose bytes are still in the store
   */
  async deleteMessages(tx: Tx, mostDays: number | null, limit: number): Promise<DeletedMessages> {
    const { rows } = await sql<{ mediaId: string | null }>`
      with old as materialized (
        select m.id
        from instances i
        left join retention_settings r on r.tenant_id = i.tenant_id
        cross join lateral (
          select id
          from messages
          where instance_id = i.id
            and created_at < now() - make_interval(days => least(r.messages_days, ${mostDays}::int))
            and status not in ('pending', 'sending', 'in_doubt')
          order by created_at
          limit ${limit}
          for update skip locked
        ) m
        where least(r.messages_days, ${mostDays}::int) is not null
        limit ${limit}
      )
      delete from messages m
      using old
      where m.id = old.id
      returning ${mediaOfMessage}`.execute(tx);
    return withTheirMedia(tx, rows);
  }

  /**
   * Looks only at the oldest of each tenant, by events_by_tenant: they are numbered nearly as they happened. What is on its way to
   * an endpoint at this moment stays. @returns how many events
   */
  async deleteEvents(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      with old as materialized (
        select e.id
        from retention_settings r
        cross join lateral (
          select id, created_at
          from events
          where tenant_id = r.tenant_id
          order by seq
          limit ${limit}
          for update skip locked
        ) e
        where e.created_at < now() - make_interval(days => r.events_days)
          and not exists (
            select from webhook_deliveries d where d.event_id = e.id and d.state = 'delivering' and d.claim_until > now()
          )
        limit ${limit}
      )
      delete from events e
      using old
      where e.id = old.id`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
