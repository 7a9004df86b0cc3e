import { Injectable } from '@nestjs/common';
import type { EventPage, EventsQuery, TenantId } from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { Database, type Tx } from '../../platform/database/database.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { decodeCursor, encodeCursor, toPage } from '../../platform/http/cursor.ts';
import { safeEnd } from '../event-horizon.repository.ts';
import { recordedEvent } from '../event-tail.repository.ts';
import { presentEvent, type RecordedEvent } from '../present-event.ts';

/** Events that are looked at for one page, so that asking for what is rare takes pages and not minutes. */
export const MOST_LOOKED_AT = 20_000;

const Sequence = z.string().regex(/^\d{1,16}$/);

/** The number that the next page is below. @throws AppError invalid_cursor */
function placeOf(cursor: string): number {
  const place = Sequence.safeParse(decodeCursor(cursor).sortValue);
  if (!place.success) throw new AppError('invalid_cursor');
  return Number(place.data);
}

interface Stretch {
  tenantId: TenantId;
  /** The highest number that may be shown. */
  end: number;
  query: EventsQuery;
}

/** Reads events, within what the caller may see. */
@Injectable()
export class EventsQueries {
  constructor(private readonly database: Database) {}

  /**
   * Newest first, up to where none is missing: whoever goes on from the first of these with the stream gets all that follow.
   * A page may hold less than the limit, or nothing, and have a next one all the same. @throws AppError invalid_cursor
   */
  async list(caller: Caller, query: EventsQuery): Promise<EventPage> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const end = query.cursor === undefined ? await safeEnd(tx, tenantId) : placeOf(query.cursor) - 1;
      const stretch = { tenantId, end, query };
      const { rows } = await sql<RecordedEvent>`
        select ${recordedEvent}
        from (${lookedAt(stretch)}) e
        where ${isAskedFor(caller, query)}
        order by e.seq desc
        limit ${query.limit + 1}`.execute(tx);
      const page = toPage(rows, query.limit, presentEvent, (row) => ({
        sortValue: String(row.sequence),
        id: row.id,
      }));
      return page.nextCursor === null ? { ...page, nextCursor: await this.#goOnFrom(tx, stretch) } : page;
    });
  }

  /** The cursor after the last event that was looked at, when not all were. */
  async #goOnFrom(tx: Tx, stretch: Stretch): Promise<string | null> {
    const { rows } = await sql<{ id: string; seq: number }>`
      select id, seq from (${lookedAt(stretch)}) e
      order by seq desc
      offset ${MOST_LOOKED_AT - 1} limit 1`.execute(tx);
    const [last] = rows;
    return last === undefined ? null : encodeCursor(String(last.seq), last.id);
  }
}

/** The newest events of the tenant in the time that is asked for, as many as may be looked at. Uses events_by_tenant. */
function lookedAt(stretch: Stretch) {
  const { tenantId, end } = stretch;
  const { from, to } = stretch.query;
  const first = from && firstFrom(stretch, sql`${from}::timestamptz - ${LONGEST_TRANSACTION}`);
  const firstAfter = to && firstFrom(stretch, sql`${to}::timestamptz + ${LONGEST_TRANSACTION}`);
  return sql`
    select * from events
    where tenant_id = ${tenantId} and seq <= ${end} and only_webhook_id is null
      ${first ? sql`and seq >= (${first})` : sql``}
      ${firstAfter ? sql`and seq < (${firstAfter})` : sql``}
    order by seq desc
    limit ${MOST_LOOKED_AT}`;
}

/** An event is numbered at most this long after the time it bears, which is that of its transaction's start. */
const LONGEST_TRANSACTION = sql`interval '1 minute'`;

/**
 * A number that parts the events of before a time from those since, but for those of the longest transaction around it. Halves
 * the range, with one probe of events_by_tenant each time: no index holds a tenant's events by time.
 */
const firstFrom = ({ tenantId, end }: Stretch, time: RawBuilder<unknown>) => sql`
  with recursive range as (
    select 0::bigint as low, ${end}::bigint + 1 as high
    union all
    select case when found.is_before then found.seq + 1 else low end,
      case when found.is_before then high else middle end
    from range
    cross join lateral (select (low + high) / 2 as middle) half
    left join lateral (
      select seq, created_at < ${time} as is_before from events
      where tenant_id = ${tenantId} and seq >= middle and seq < high
      order by seq limit 1
    ) found on true
    where low < high
  )
  select max(low) from range`;

function isAskedFor({ instanceIds }: Caller, { types, instanceId, conversationId, from, to }: EventsQuery) {
  const conditions = [
    types && sql`${types}::text[] && array[e.type::text, split_part(e.type, '.', 1) || '.*', '*']`,
    instanceId && sql`e.instance_id = ${instanceId}`,
    instanceIds && sql`e.instance_id = any(${[...instanceIds]}::uuid[])`,
    conversationId && sql`e.conversation_id = ${conversationId}`,
    from && sql`e.created_at >= ${from}::timestamptz`,
    to && sql`e.created_at < ${to}::timestamptz`,
  ].filter((condition) => condition !== undefined && condition !== '');
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
