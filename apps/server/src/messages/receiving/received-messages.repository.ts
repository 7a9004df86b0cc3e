import { Injectable } from '@nestjs/common';
import type { ConversationId, InboundContent, InstanceId, MessageId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import type { MessageMetadata, MessageRow } from '../present-message.ts';
import type { ContentNow } from './change-policy.ts';

export interface ReceivedRow {
  id: MessageId;
  conversationId: ConversationId;
  whatsappId: string;
  /** Outbound is what our number sent by other means. */
  direction: 'inbound' | 'outbound';
  status: 'delivered' | 'sent';
  sender: string;
  recipient: string;
  content: InboundContent;
  metadata: MessageMetadata;
  createdAt: Date;
}

/** A message that is there already. */
export interface KnownMessage {
  id: MessageId;
  /** Only that it came is known, not what it says. */
  isPlaceholder: boolean;
}

/** What a message says from now on. */
export interface ContentChange extends ContentNow {
  id: MessageId;
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
  /** Messages by their WhatsApp ids; messages_by_whatsapp_id finds them. */
  async knownByWhatsappId(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    whatsappIds: string[],
  ): Promise<Map<string, KnownMessage>> {
    if (whatsappIds.length === 0) return new Map();
    const { rows } = await sql<KnownMessage & { whatsappId: string }>`
      select id, message_id as "whatsappId", metadata @> '{"placeholder": true}' as "isPlaceholder"
      from messages
      where tenant_id = ${tenantId} and instance_id = ${instanceId} and message_id = any(${whatsappIds}::text[])`.execute(
      tx,
    );
    return new Map(rows.map(({ whatsappId, ...known }) => [whatsappId, known]));
  }

  /** Messages by their WhatsApp ids, locked in id order. */
  async lockByWhatsappId(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    whatsappIds: string[],
  ): Promise<MessageRow[]> {
    const { rows } = await sql<MessageRow>`
      select * from messages
      where tenant_id = ${tenantId} and instance_id = ${instanceId} and message_id = any(${whatsappIds}::text[])
      order by id
      for no key update`.execute(tx);
    return rows;
  }

  /** Messages of an instance, locked in id order, as everybody does who locks several. */
  async lockById(tx: Tx, instanceId: InstanceId, ids: MessageId[]): Promise<MessageRow[]> {
    const { rows } = await sql<MessageRow>`
      select * from messages
      where instance_id = ${instanceId} and id = any(${ids}::uuid[])
      order by id
      for no key update`.execute(tx);
    return rows;
  }

  /** Puts other content in place of what messages say. @returns the rows as they are now */
  async replaceContent(tenantId: TenantId, tx: Tx, changes: ContentChange[]): Promise<MessageRow[]> {
    const { rows } = await sql<MessageRow>`
      update messages m
      set content = given.content, metadata = given.metadata, updated_at = now()
      from unnest(
        ${changes.map((change) => change.id)}::uuid[],
        ${changes.map((change) => storableJson(change.content))}::jsonb[],
        ${changes.map((change) => storableJson(change.metadata))}::jsonb[]
      ) as given (id, content, metadata)
      where m.tenant_id = ${tenantId} and m.id = given.id
      returning m.*`.execute(tx);
    return rows;
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
        id, ${tenantId}, ${instanceId}, conversation_id, whatsapp_id, recipient, sender, content, metadata, direction, status,
        created_at, now()
      from unnest(
        ${rows.map((row) => row.id)}::uuid[],
        ${rows.map((row) => row.conversationId)}::uuid[],
        ${rows.map((row) => row.whatsappId)}::text[],
        ${rows.map((row) => row.recipient)}::text[],
        ${rows.map((row) => row.sender)}::text[],
        ${rows.map((row) => storableJson(row.content))}::jsonb[],
        ${rows.map((row) => storableJson(row.metadata))}::jsonb[],
        ${rows.map((row) => row.direction)}::text[],
        ${rows.map((row) => row.status)}::text[],
        ${rows.map((row) => row.createdAt)}::timestamptz[]
      ) with ordinality as given (
        id, conversation_id, whatsapp_id, recipient, sender, content, metadata, direction, status, created_at, place)
      order by place
      on conflict (instance_id, message_id) where message_id is not null do nothing
      returning *`.execute(tx);
    return inserted.rows;
  }

  /**
   * The outbound messages that statuses speak of, by WhatsApp id or by ours, and those that they change when they went out only
   * now; locked in id order.
   */
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
      ),
      involved as (
        select id from found
        union
        select (m.content #>> '{content,messageId}')::uuid
        from messages m join found using (id)
        where m.status not in ('sent', 'delivered', 'read') and m.content ->> 'type' in ('edit', 'delete')
      )
      select m.id, m.message_id, m.status
      from messages m join involved using (id)
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
