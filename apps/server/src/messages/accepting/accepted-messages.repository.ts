import { Injectable } from '@nestjs/common';
import type { ConversationId, InstanceId, MessageId, OutboundContent, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import type { MessageMetadata } from '../present-message.ts';

/** A message to be kept, before its conversation is known. */
export interface AcceptedRow {
  id: MessageId;
  instanceId: InstanceId;
  recipient: string;
  sender: string;
  /** Its id at WhatsApp, where it is chosen beforehand. */
  whatsappId: string | null;
  content: OutboundContent;
  metadata: MessageMetadata;
  priority: number;
  runAt: Date;
  isScheduled: boolean;
  expiresAt: Date | null;
  createdAt: Date;
}

/** Writes the messages that `POST /messages/send` promised. */
@Injectable()
export class AcceptedMessagesRepository {
  /** All in one statement; `seq` follows their order, and with it the order in which a conversation's messages leave. */
  async insert(
    tenantId: TenantId,
    tx: Tx,
    rows: (AcceptedRow & { conversationId: ConversationId })[],
  ): Promise<void> {
    await sql`
      insert into messages (
        id, tenant_id, instance_id, conversation_id, message_id, recipient, sender, content, metadata, broadcast_id, direction,
        status, priority, run_at, is_scheduled, expires_at, created_at, updated_at)
      select
        id, ${tenantId}, instance_id, conversation_id, whatsapp_id, recipient, sender, content, metadata, broadcast_id, 'outbound',
        'pending', priority, run_at, is_scheduled, expires_at, created_at, created_at
      from unnest(
        ${rows.map((row) => row.id)}::uuid[],
        ${rows.map((row) => row.instanceId)}::uuid[],
        ${rows.map((row) => row.conversationId)}::uuid[],
        ${rows.map((row) => row.whatsappId)}::text[],
        ${rows.map((row) => row.recipient)}::text[],
        ${rows.map((row) => row.sender)}::text[],
        ${rows.map((row) => storableJson(row.content))}::jsonb[],
        ${rows.map((row) => storableJson(row.metadata))}::jsonb[],
        ${rows.map((row) => row.metadata.sentBy?.broadcastId ?? null)}::uuid[],
        ${rows.map((row) => row.priority)}::smallint[],
        ${rows.map((row) => row.runAt)}::timestamptz[],
        ${rows.map((row) => row.isScheduled)}::boolean[],
        ${rows.map((row) => row.expiresAt)}::timestamptz[],
        ${rows.map((row) => row.createdAt)}::timestamptz[]
      ) with ordinality as given (
        id, instance_id, conversation_id, whatsapp_id, recipient, sender, content, metadata, broadcast_id, priority, run_at, is_scheduled,
        expires_at, created_at, place)
      order by place`.execute(tx);
  }
}
