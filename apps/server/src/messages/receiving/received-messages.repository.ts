import { Injectable } from '@nestjs/common';
import type { ConversationId, InboundContent, InstanceId, MessageId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import type { MessageMetadata, MessageRow } from '../present-message.ts';

export interface ReceivedRow {
  id: MessageId;
  conversationId: ConversationId;
  whatsappId: string;
  sender: string;
  recipient: string;
  content: InboundContent;
  metadata: MessageMetadata;
  createdAt: Date;
}

export interface TrackedMessage {
  id: MessageId;
  message_id: string | null;
  status: string;
}

export interface Climb {
  id: MessageId;
  status: string;
  whatsappId: string;
  errorCode: string | null;
  errorDetail: string | null;
}

/** Writes what WhatsApp tells: messages that came in, and statuses of those that went out. */
@Injectable()
export class ReceivedMessagesRepository {
  /** Our ids of messages by their WhatsApp ids; messages_by_whatsapp_id finds them. */
  async idsByWhatsappId(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    whatsappIds: string[],
  ): Promise<Map<string, MessageId>> {
    if (whatsappIds.length === 0) return new Map();
    const { rows } = await sql<{ id: MessageId; whatsappId: string }>`
      select id, message_id as "whatsappId"
      from messages
      where tenant_id = ${tenantId} and instance_id = ${instanceId} and message_id = any(${whatsappIds}::text[])`.execute(
      tx,
    );
    return new Map(rows.map((row) => [row.whatsappId, row.id]));
  }

  /** @returns the rows, in their order; one whose WhatsApp id is there already is left out */
  async insert(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    rows: ReceivedRow[],
  ): Promise<MessageRow[]> {
    const inserted = await sql<MessageRow>`
      insert into messages (
        id, tenant_id, instance_id, conversation_id, message_id, recipient, sender, content, metadata, direction, status,
        created_at, processed_at)
      select
        id, ${tenantId}, ${instanceId}, conversation_id, whatsapp_id, recipient, sender, content, metadata, 'inbound', 'delivered',
        created_at, now()
      from unnest(
        ${rows.map((row) => row.id)}::uuid[],
        ${rows.map((row) => row.conversationId)}::uuid[],
        ${rows.map((row) => row.whatsappId)}::text[],
        ${rows.map((row) => row.recipient)}::text[],
        ${rows.map((row) => row.sender)}::text[],
        ${rows.map((row) => storableJson(row.content))}::jsonb[],
        ${rows.map((row) => storableJson(row.metadata))}::jsonb[],
        ${rows.map((row) => row.createdAt)}::timestamptz[]
      ) with ordinality as given (id, conversation_id, whatsapp_id, recipient, sender, content, metadata, created_at, place)
      order by place
      on conflict (instance_id, message_id) where message_id is not null do nothing
      returning *`.execute(tx);
    return inserted.rows;
  }

  /** The outbound messages that statuses speak of, by WhatsApp id or by ours, locked in id order. */
  async lockTracked(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    names: { whatsappIds: string[]; ids: string[] },
  ): Promise<TrackedMessage[]> {
    const { rows } = await sql<TrackedMessage>`
      with found as (
        select id from messages where instance_id = ${instanceId} and message_id = any(${names.whatsappIds}::text[])
        union
        select id from messages where instance_id = ${instanceId} and id = any(${names.ids}::uuid[])
      )
      select m.id, m.message_id, m.status
      from messages m join found using (id)
      where m.tenant_id = ${tenantId} and m.direction = 'outbound'
      order by m.id
      for no key update of m`.execute(tx);
    return rows;
  }

  /** Takes messages to the status they climbed to. @returns the rows as they are now */
  async climb(tenantId: TenantId, tx: Tx, climbs: Climb[]): Promise<MessageRow[]> {
    const { rows } = await sql<MessageRow>`
      update messages m
      set status = given.status,
        message_id = coalesce(m.message_id, given.whatsapp_id),
        error_code = given.error_code,
        error_detail = given.error_detail,
        claim_until = null,
        processed_at = coalesce(m.processed_at, now()),
        updated_at = now()
      from unnest(
        ${climbs.map((climb) => climb.id)}::uuid[],
        ${climbs.map((climb) => climb.status)}::text[],
        ${climbs.map((climb) => climb.whatsappId)}::text[],
        ${climbs.map((climb) => climb.errorCode)}::text[],
        ${climbs.map((climb) => climb.errorDetail)}::text[]
      ) as given (id, status, whatsapp_id, error_code, error_detail)
      where m.tenant_id = ${tenantId} and m.id = given.id
      returning m.*`.execute(tx);
    return rows;
  }
}
