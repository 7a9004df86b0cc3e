import { Injectable } from '@nestjs/common';
import type { BroadcastId, BroadcastResult, BroadcastsQuery, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { BroadcastRow, CountedRecipients, RecipientRow } from './present-broadcast.ts';

/** The result that the status of a message `m` is to its recipient. */
const RESULT_OF_MESSAGE = sql`
  case when m.status in ('pending', 'sending') then 'accepted' when m.status = 'expired' then 'failed' else m.status end`;

/** The result of a recipient `r` with its message `m`, which may be gone with its instance. */
const RESULT = sql`
  case
    when r.state = 'accepting' then 'pending'
    when r.state <> 'accepted' then r.state
    when m.status is null then 'accepted'
    else ${RESULT_OF_MESSAGE}
  end`;

/**
 * Recipients by the primary key, their messages' statuses by messages_of_broadcast: two passes over what lies together are many
 * times cheaper than a look at the message of each recipient.
 */
export const resultCounts = (tenantId: TenantId, id: BroadcastId) => sql<{
  isMessage: boolean;
  name: string;
  count: number;
}>`
  select false as "isMessage", r.state as name, count(*)::int as count
  from broadcast_recipients r
  where r.tenant_id = ${tenantId} and r.broadcast_id = ${id}
  group by r.state
  union all
  select true, ${RESULT_OF_MESSAGE}, count(*)::int
  from messages m
  where m.broadcast_id = ${id}
  group by 2`;

interface RecipientsQuery {
  result?: BroadcastResult | undefined;
  /** The place behind which to go on. */
  after: number;
  limit: number;
}

/** Reads broadcasts and their recipients, within what the caller may see. */
@Injectable()
export class BroadcastsQueries {
  constructor(private readonly database: Database) {}

  /** Newest first, `limit + 1` rows; uses broadcasts_by_tenant, or broadcasts_by_instance, since ids are in the order of time. */
  async list(caller: Caller, query: BroadcastsQuery): Promise<BroadcastRow[]> {
    const { instanceIds } = caller;
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    return this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('broadcasts')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .$if(query.state !== undefined, (select) => select.where('state', '=', query.state ?? ''))
        .$if(query.instanceId !== undefined, (select) =>
          select.where('instance_id', '=', query.instanceId ?? null),
        )
        .$if(instanceIds !== undefined, (select) =>
          select.where(sql<boolean>`instance_id = any(${[...(instanceIds ?? [])]}::uuid[])`),
        )
        .$if(before !== undefined, (select) => select.where(sql<boolean>`id < ${before?.id}::uuid`))
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute(),
    );
  }

  /** @throws AppError not_found, also when it is of an instance that the caller may not use */
  async get(caller: Caller, id: BroadcastId): Promise<BroadcastRow> {
    const row = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('broadcasts')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (row === undefined || !mayUseBroadcast(caller, row)) throw notFound('The broadcast');
    return row;
  }

  /** Recipients counted by their own state, and messages by the result that their status is. */
  async countResults(tenantId: TenantId, id: BroadcastId): Promise<CountedRecipients> {
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await resultCounts(tenantId, id).execute(tx);
      const counts = (isMessage: boolean) =>
        new Map(rows.filter((row) => row.isMessage === isMessage).map(({ name, count }) => [name, count]));
      return { states: counts(false), messages: counts(true) };
    });
  }

  /**
   * Up to `limit` recipients in their order; the primary key gives the order, messages_of_broadcast the result of each. What
   * more is shown is looked up for these alone.
   */
  async recipients(
    tenantId: TenantId,
    id: BroadcastId,
    { result, after, limit }: RecipientsQuery,
  ): Promise<RecipientRow[]> {
    const only = result === undefined ? sql`true` : sql`${RESULT} = ${result}`;
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<RecipientRow>`
        select page.place, page.phone_number, page.message_id, page.result, i.contact_id, k.name as contact_name,
          coalesce(page.error_code, m.error_code) as code, coalesce(page.error_detail, m.error_detail) as detail,
          greatest(page.updated_at, m.updated_at) as updated_at
        from (
          select r.*, ${RESULT} as result
          from broadcast_recipients r
          left join messages m on m.broadcast_id = ${id} and m.recipient = r.phone_number
          where r.tenant_id = ${tenantId} and r.broadcast_id = ${id} and r.place > ${after} and ${only}
          order by r.place
          limit ${limit}
        ) page
        left join messages m on m.id = page.message_id
        left join contact_identities i
          on i.tenant_id = ${tenantId} and i.kind = 'phone' and i.value = page.phone_number
        left join contacts k on k.id = i.contact_id
        order by page.place`.execute(tx);
      return rows;
    });
  }
}

/** One whose instance is gone is for those who may use every instance. */
export const mayUseBroadcast = (caller: Caller, { instance_id: instanceId }: BroadcastRow): boolean =>
  instanceId === null ? caller.instanceIds === undefined : mayUseInstance(caller, instanceId);
