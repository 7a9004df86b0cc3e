import { Injectable } from '@nestjs/common';
import type { QuickReply, QuickReplyId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { violatesUnique } from '../platform/database/violations.ts';
import { AppError } from '../platform/http/app-error.ts';

export interface QuickReplyRow {
  id: QuickReplyId;
  shortcut: string;
  text: string;
  created_at: Date;
  updated_at: Date;
}

export type QuickReplyText = Pick<QuickReply, 'shortcut' | 'text'>;

/** Writes quick replies. */
@Injectable()
export class QuickRepliesRepository {
  /** @throws AppError conflict when the shortcut is taken */
  async insert(
    tenantId: TenantId,
    tx: Tx,
    reply: QuickReplyText & { id: QuickReplyId },
  ): Promise<QuickReply> {
    const { rows } = await sql<QuickReplyRow>`
      insert into quick_replies (id, tenant_id, shortcut, text)
      values (${reply.id}, ${tenantId}, ${reply.shortcut}, ${reply.text})
      on conflict on constraint quick_replies_by_shortcut do nothing
      returning id, shortcut, text, created_at, updated_at`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw shortcutTaken(reply.shortcut);
    return presentQuickReply(row);
  }

  async lock(tenantId: TenantId, tx: Tx, id: QuickReplyId): Promise<QuickReply | undefined> {
    const { rows } = await sql<QuickReplyRow>`
      select id, shortcut, text, created_at, updated_at
      from quick_replies
      where tenant_id = ${tenantId} and id = ${id}
      for update`.execute(tx);
    return rows.map(presentQuickReply)[0];
  }

  /** @throws AppError conflict when another one has the shortcut */
  async update(
    tenantId: TenantId,
    tx: Tx,
    id: QuickReplyId,
    { shortcut, text }: QuickReplyText,
  ): Promise<QuickReply> {
    const { rows } = await sql<QuickReplyRow>`
      update quick_replies
      set shortcut = ${shortcut}, text = ${text}, updated_at = now()
      where tenant_id = ${tenantId} and id = ${id}
      returning id, shortcut, text, created_at, updated_at`
      .execute(tx)
      .catch((error: unknown) => {
        throw violatesUnique(error, 'quick_replies_by_shortcut') ? shortcutTaken(shortcut) : error;
      });
    const [row] = rows;
    if (row === undefined) throw new Error('A quick reply that was just locked is missing');
    return presentQuickReply(row);
  }

  async delete(tenantId: TenantId, tx: Tx, id: QuickReplyId): Promise<void> {
    await sql`delete from quick_replies where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
  }
}

const shortcutTaken = (shortcut: string): AppError =>
  new AppError('conflict', `The tenant already has a quick reply /${shortcut}`);

/** A quick reply as callers see it. */
export const presentQuickReply = (row: QuickReplyRow): QuickReply => ({
  id: row.id,
  shortcut: row.shortcut,
  text: row.text,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
