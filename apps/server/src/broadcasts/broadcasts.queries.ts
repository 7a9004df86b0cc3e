import { Injectable } from '@nestjs/common';
import type { BroadcastId, BroadcastResult, BroadcastsQuery, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { Database, type Tx } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import type { BroadcastRow, RecipientRow } from './present-broadcast.ts';

/** The result of a recipient `r` with its message `m`, which may be gone with its instance. */
const RESULT = sql`
  case
    when r.state = 'accepting' then 'pending'
    when r.state <> 'accepted' then r.state
    when m.status is null or m.status in ('pending', 'sending') then 'accepted'
    when m.status = 'expired' then 'failed'
    else m.status
  end`;

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

  /**
   * Recipients counted by result: the primary key of broadcast_recipients gives them, that of messages the status of each
   * one's message.
   */
  async countResults(tenantId: TenantId, id: BroadcastId): Promise<Map<string, number>> {
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<{ result: string; count: number }>`
        select ${RESULT} as result, count(*)::int as count
        from broadcast_recipients r
        left join messages m on m.id = r.message_id
        where r.tenant_id = ${tenantId} and r.broadcast_id = ${id}
        group by 1`.execute(tx);
      return new Map(rows.map((row) => [row.result, row.count]));
    });
  }

  /** Up to `limit` recipients in their order, from after a place; the primary key gives the order. */
  async recipients(
    tenantId: TenantId,
    id: BroadcastId,
    { result, after, limit }: { result?: BroadcastResult | undefined; after: number; limit: number },
  ): Promise<RecipientRow[]> {
    return this.database.inTenant(tenantId, (tx) =>
      this.#recipients(tenantId, tx, id, { result, after, limit }),
    );
  }

  async #recipients(
    tenantId: TenantId,
    tx: Tx,
    id: BroadcastId,
    { result, after, limit }: { result?: BroadcastResult | undefined; after: number; limit: number },
  ): Promise<RecipientRow[]> {
    const only = result === undefined ? sql`true` : sql`${RESULT} = ${result}`;
    const { rows } = await sql<RecipientRow>`
      select page.*, i.contact_id
      from (
        select r.place, r.phone_number, r.message_id, ${RESULT} as result,
          coalesce(r.error_code, m.error_code) as code, coalesce(r.error_detail, m.error_detail) as detail,
          greatest(r.updated_at, m.updated_at) as updated_at
        from broadcast_recipients r
        left join messages m on m.id = r.message_id
        where r.tenant_id = ${tenantId} and r.broadcast_id = ${id} and r.place > ${after} and ${only}
        order by r.place
        limit ${limit}
      ) page
      left join contact_identities i
        on i.tenant_id = ${tenantId} and i.kind = 'phone' and i.value = page.phone_number
      order by page.place`.execute(tx);
    return rows;
  }
}

/** One whose instance is gone is for those who may use every instance. */
export const mayUseBroadcast = (caller: Caller, { instance_id: instanceId }: BroadcastRow): boolean =>
  instanceId === null ? caller.instanceIds === undefined : mayUseInstance(caller, instanceId);
