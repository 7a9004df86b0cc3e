import { Injectable } from '@nestjs/common';
import type { MessageId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { messageColumns, type MessageRow } from './present-message.ts';

/** What a person may change about a message: call it off, or have it sent again. */
@Injectable()
export class MessageChangesRepository {
  /**
   * Only while they wait: once a worker has one, it may be on the wire. Locks in id order.
   * @returns those that waited
   */
  async cancel(tenantId: TenantId, tx: Tx, ids: MessageId[]): Promise<MessageRow[]> {
    const waiting = tx
      .selectFrom('messages')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids)
      .where('direction', '=', 'outbound')
      .where('status', '=', 'pending')
      .orderBy('id')
      .forNoKeyUpdate();
    return tx
      .with('waiting', () => waiting)
      .updateTable('messages')
      .set({ status: 'cancelled', updated_at: sql`now()` })
      .where('id', 'in', (select) => select.selectFrom('waiting').select('waiting.id'))
      .returning(messageColumns)
      .execute();
  }

  /**
   * A new start for a message that failed, expired or is in doubt. A WhatsApp id that we chose is that of every try; otherwise that
   * of the earlier try stays in its statuses.
   */
  async resend(
    tenantId: TenantId,
    tx: Tx,
    id: MessageId,
    keepsWhatsappId: boolean,
  ): Promise<MessageRow | undefined> {
    return tx
      .updateTable('messages')
      .set({
        status: 'pending',
        attempt: 0,
        claim_id: null,
        claim_until: null,
        ...(!keepsWhatsappId && { message_id: null }),
        error_code: null,
        error_detail: null,
        expires_at: null,
        run_at: sql`now()`,
        updated_at: sql`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('direction', '=', 'outbound')
      .where('status', 'in', ['failed', 'in_doubt', 'expired'])
      .returning(messageColumns)
      .executeTakeFirst();
  }
}
