import { Injectable } from '@nestjs/common';
import type { ConversationId, ConversationMessagesQuery, MessageId, TenantId } from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import { Database, type Tx } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import { messageColumns, type MessageRow } from './present-message.ts';

/** A stretch of a conversation, newest first, and whether there are messages beyond its ends. */
export interface Stretch {
  rows: MessageRow[];
  hasOlder: boolean;
  hasNewer: boolean;
}

interface Place {
  sortValue: string;
  id: string;
}

interface Side {
  conversationId: ConversationId;
  direction: 'older' | 'newer';
  limit: number;
  /** Where to begin, without what is there; at the newest when absent. */
  place?: Place | undefined;
}

/** Reads of one conversation's messages, all by messages_by_conversation. */
@Injectable()
export class ConversationMessagesQueries {
  constructor(private readonly database: Database) {}

  /** @throws AppError invalid_cursor; not_found when the conversation has no such message */
  async page(
    tenantId: TenantId,
    conversationId: ConversationId,
    query: ConversationMessagesQuery,
  ): Promise<Stretch> {
    return this.database.inTenant(tenantId, async (tx) => {
      const placeOf = (id: MessageId): Promise<Place> => this.#placeOf(tenantId, tx, conversationId, id);
      const { limit } = query;
      if (query.around !== undefined)
        return this.#around(tenantId, tx, { conversationId, limit, place: await placeOf(query.around) });
      if (query.after !== undefined) {
        const place = await placeOf(query.after);
        const newer = await this.#side(tenantId, tx, { conversationId, limit, place, direction: 'newer' });
        return { rows: newer.rows, hasOlder: true, hasNewer: newer.hasMore };
      }
      const place = query.before === undefined ? cursorPlace(query.cursor) : await placeOf(query.before);
      const older = await this.#side(tenantId, tx, { conversationId, limit, place, direction: 'older' });
      return { rows: older.rows, hasOlder: older.hasMore, hasNewer: place !== undefined };
    });
  }

  /** The message counts among the older half. */
  async #around(
    tenantId: TenantId,
    tx: Tx,
    { conversationId, limit, place }: Omit<Side, 'direction'> & { place: Place },
  ): Promise<Stretch> {
    const half = Math.floor(limit / 2);
    const { id } = place;
    const side = { conversationId, place } as const;
    const newer = await this.#side(tenantId, tx, { ...side, direction: 'newer', limit: half });
    const older = await this.#side(tenantId, tx, { ...side, direction: 'older', limit: limit - half - 1 });
    const middle = await tx
      .selectFrom('messages')
      .select(messageColumns)
      .where('tenant_id', '=', tenantId)
      .where('id', '=', sql<MessageId>`${id}`)
      .execute();
    return {
      rows: [...newer.rows, ...middle, ...older.rows],
      hasOlder: older.hasMore,
      hasNewer: newer.hasMore,
    };
  }

  async #side(
    tenantId: TenantId,
    tx: Tx,
    { conversationId, direction, limit, place }: Side,
  ): Promise<{ rows: MessageRow[]; hasMore: boolean }> {
    const isOlder = direction === 'older';
    const beyond = isOlder ? sql`<` : sql`>`;
    const order = isOlder ? 'desc' : 'asc';
    const found = await tx
      .selectFrom('messages')
      .select(messageColumns)
      .where('tenant_id', '=', tenantId)
      .where('conversation_id', '=', conversationId)
      .$if(place !== undefined, (select) =>
        select.where(
          sql<SqlBool>`(created_at, id) ${beyond} (${place?.sortValue}::timestamptz, ${place?.id}::uuid)`,
        ),
      )
      .orderBy('created_at', order)
      .orderBy('id', order)
      .limit(limit + 1)
      .execute();
    const rows = found.slice(0, limit);
    return { rows: isOlder ? rows : rows.toReversed(), hasMore: found.length > limit };
  }

  async #placeOf(tenantId: TenantId, tx: Tx, conversationId: ConversationId, id: MessageId): Promise<Place> {
    const row = await tx
      .selectFrom('messages')
      .select('created_at')
      .where('tenant_id', '=', tenantId)
      .where('conversation_id', '=', conversationId)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw notFound('The message');
    return { sortValue: row.created_at.toISOString(), id };
  }
}

const cursorPlace = (cursor: string | undefined): Place | undefined =>
  cursor === undefined ? undefined : decodeCursor(cursor);
