import { Injectable } from '@nestjs/common';
import type { Page, QuickRepliesQuery, QuickReply, QuickReplyId, TenantId } from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { presentQuickReply, type QuickReplyRow } from './quick-replies.repository.ts';

/** Reads quick replies. */
@Injectable()
export class QuickRepliesQueries {
  constructor(private readonly database: Database) {}

  /** By their shortcuts; with a text, first those whose shortcut begins so. @throws AppError invalid_cursor */
  async list(tenantId: TenantId, query: QuickRepliesQuery): Promise<Page<QuickReply>> {
    const text = (query.text ?? '').toLowerCase();
    const place = sql<string>`case when starts_with(shortcut, ${text}) then '0' else '1' end || shortcut`;
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor).sortValue;
    const rows = await this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<QuickReplyRow & { place: string }>`
        select id, shortcut, text, created_at, updated_at, ${place} collate "C" as place
        from quick_replies
        where tenant_id = ${tenantId}
          and ${matches(text)}
          and ${after === undefined ? sql`true` : sql`(${place}) collate "C" > ${after}`}
        order by place
        limit ${query.limit + 1}`.execute(tx);
      return rows;
    });
    return toPage(rows, query.limit, presentQuickReply, (row) => ({ sortValue: row.place, id: row.id }));
  }

  /** @throws AppError not_found */
  async get(tenantId: TenantId, id: QuickReplyId): Promise<QuickReply> {
    const row = await this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<QuickReplyRow>`
        select id, shortcut, text, created_at, updated_at
        from quick_replies
        where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
      return rows[0];
    });
    if (row === undefined) throw notFound('The quick reply');
    return presentQuickReply(row);
  }
}

// A tenant has tens of them, at most hundreds: looking at each is quicker than an index of parts would be.
const matches = (text: string): RawBuilder<boolean> =>
  text === '' ? sql`true` : sql`(starts_with(shortcut, ${text}) or position(${text} in lower(text)) > 0)`;
