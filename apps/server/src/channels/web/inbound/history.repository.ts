import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import { storableJson } from '../../../platform/database/jsonb.ts';

/** A message of before the link, or that the phone gave on request, as it was told. */
export interface HistoryMessage {
  chat: string;
  whatsappId: string;
  sender: string;
  isFromMe: boolean;
  content: unknown;
  sentAt: Date;
}

/** What the phone told of the time before it linked us. */
@Injectable()
export class HistoryRepository {
  /** What is there already stays. */
  async insert(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    messages: HistoryMessage[],
  ): Promise<void> {
    if (messages.length === 0) return;
    await sql`
      insert into web_history_messages (tenant_id, instance_id, chat, whatsapp_id, sender, is_from_me, content, sent_at)
      select ${tenantId}, ${instanceId}, chat, whatsapp_id, sender, is_from_me, content, sent_at
      from unnest(
        ${messages.map((message) => message.chat)}::text[],
        ${messages.map((message) => message.whatsappId)}::text[],
        ${messages.map((message) => message.sender)}::text[],
        ${messages.map((message) => message.isFromMe)}::boolean[],
        ${messages.map((message) => storableJson(message.content))}::jsonb[],
        ${messages.map((message) => message.sentAt)}::timestamptz[]
      ) as given (chat, whatsapp_id, sender, is_from_me, content, sent_at)
      on conflict (instance_id, chat, whatsapp_id) do nothing`.execute(tx);
  }
}
