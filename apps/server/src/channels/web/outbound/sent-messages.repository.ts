import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';

/** A message as it goes out, as WhatsApp's protocol buffer. */
export interface SentMessage {
  whatsappId: string;
  chat: string;
  content: Uint8Array;
}

/**
 * What was sent over sessions. WhatsApp asks for it again when a recipient could not read it, and votes of a poll are sealed
 * with its secret. For the process that holds the session alone.
 */
@Injectable()
export class SentMessagesRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Of several tries of one message the last counts. */
  async save(tenantId: TenantId, tx: Tx, instanceId: InstanceId, sent: SentMessage): Promise<void> {
    const content = Buffer.from(sent.content);
    await tx
      .insertInto('web_sent_messages')
      .values({
        tenant_id: tenantId,
        instance_id: instanceId,
        whatsapp_id: sent.whatsappId,
        chat: sent.chat,
        content,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['instance_id', 'whatsapp_id'])
          .doUpdateSet({ chat: sent.chat, content, created_at: sql<Date>`now()` }),
      )
      .execute();
  }

  async find(tenantId: TenantId, instanceId: InstanceId, whatsappId: string): Promise<Buffer | undefined> {
    const row = await this.database.statements
      .selectFrom('web_sent_messages')
      .select('content')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('whatsapp_id', '=', whatsappId)
      .executeTakeFirst();
    return row?.content;
  }

  /** Nobody asks for a message again after a month. web_sent_messages_by_time finds them. @returns how many were deleted */
  async deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from web_sent_messages
      where (instance_id, whatsapp_id) in (
        select instance_id, whatsapp_id from web_sent_messages
        where created_at < now() - interval '30 days'
        order by created_at
        limit ${limit}
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0);
  }
}
