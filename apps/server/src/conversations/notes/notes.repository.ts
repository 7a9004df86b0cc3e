import { Injectable } from '@nestjs/common';
import type { ConversationId, Note, NoteId, NotePath, TenantId, UserId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';

export interface NoteRow {
  id: NoteId;
  conversation_id: ConversationId;
  user_id: UserId | null;
  text: string;
  created_at: Date;
}

/** A note with the name its author signs in by. */
export type AuthoredNoteRow = NoteRow & { email: string | null };

/** Writes notes. */
@Injectable()
export class NotesRepository {
  async insert(
    tenantId: TenantId,
    tx: Tx,
    note: { id: NoteId; conversationId: ConversationId; userId: UserId | undefined; text: string },
  ): Promise<AuthoredNoteRow> {
    const { rows } = await sql<AuthoredNoteRow>`
      insert into conversation_notes (id, tenant_id, conversation_id, user_id, text, created_at)
      values (${note.id}, ${tenantId}, ${note.conversationId}, ${note.userId ?? null}, ${note.text}, clock_timestamp())
      returning id, conversation_id, user_id, text, created_at,
        (select email from users u where u.tenant_id = ${tenantId} and u.id = user_id) as email`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error('A note that was just inserted is missing');
    return row;
  }

  async lock(tenantId: TenantId, tx: Tx, { id, noteId }: NotePath): Promise<NoteRow | undefined> {
    const { rows } = await sql<NoteRow>`
      select id, conversation_id, user_id, text, created_at
      from conversation_notes
      where tenant_id = ${tenantId} and conversation_id = ${id} and id = ${noteId}
      for update`.execute(tx);
    return rows[0];
  }

  async delete(tenantId: TenantId, tx: Tx, id: NoteId): Promise<void> {
    await sql`delete from conversation_notes where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
  }
}

/** A note as callers see it. */
export const presentNote = (row: AuthoredNoteRow): Note => ({
  id: row.id,
  conversationId: row.conversation_id,
  text: row.text,
  author: row.user_id === null || row.email === null ? null : { userId: row.user_id, email: row.email },
  createdAt: row.created_at.toISOString(),
});
