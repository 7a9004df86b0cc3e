import { Injectable } from '@nestjs/common';
import type { ConversationId, Note, Page, PageQuery, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { Database } from '../../platform/database/database.ts';
import { decodeCursor, toPage } from '../../platform/http/cursor.ts';
import { presentNote, type AuthoredNoteRow } from './notes.repository.ts';

/** Reads notes. */
@Injectable()
export class NotesQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. Ids of notes are in the order of time. @throws AppError invalid_cursor */
  async list(tenantId: TenantId, id: ConversationId, query: PageQuery): Promise<Page<Note>> {
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor).id;
    const rows = await this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<AuthoredNoteRow>`
        select n.id, n.conversation_id, n.user_id, n.text, n.created_at, u.email
        from conversation_notes n
        left join users u on u.tenant_id = ${tenantId} and u.id = n.user_id
        where n.tenant_id = ${tenantId} and n.conversation_id = ${id}
          and ${before === undefined ? sql`true` : sql`n.id < ${before}::uuid`}
        order by n.id desc
        limit ${query.limit + 1}`.execute(tx);
      return rows;
    });
    return toPage(rows, query.limit, presentNote, (row) => ({
      sortValue: row.created_at.toISOString(),
      id: row.id,
    }));
  }
}
