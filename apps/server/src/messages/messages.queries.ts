import { Injectable } from '@nestjs/common';
import {
  InboundContent,
  type ConversationId,
  type InstanceId,
  type MessageHistoryQuery,
  type MessageId,
  type TenantId,
} from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import type { AnsweredMessage } from '../channels/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { decodeCursor } from '../platform/http/cursor.ts';
import { columnsOfM, MessageMetadata, sentContent, type MessageWithContactRow } from './present-message.ts';

export interface StatusRow {
  status: string;
  error_code: string | null;
  details: unknown;
  created_at: Date;
}

/** A message that WhatsApp has, for one that answers or changes it. */
export interface SentOrReceived extends AnsweredMessage {
  whatsappId: string;
}

/** Reads of messages. */
@Injectable()
export class MessagesQueries {
  constructor(private readonly database: Database) {}

  async isInInstance(tenantId: TenantId, id: MessageId, instanceId: InstanceId): Promise<boolean> {
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('messages')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('instance_id', '=', instanceId)
        .executeTakeFirst(),
    );
    return row !== undefined;
  }

  /** What a message answers or changes. Null when it is not there, or never went out; an id chosen beforehand proves nothing. */
  async answered(tenantId: TenantId, id: MessageId): Promise<SentOrReceived | null> {
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('messages')
        .select(['message_id', 'direction', 'sender', 'content', 'status', 'processed_at', 'metadata'])
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (row?.message_id == null) return null;
    const isOwn = row.direction === 'outbound';
    if (isOwn && row.processed_at === null && row.status !== 'in_doubt') return null;
    return {
      whatsappId: row.message_id,
      isOwn,
      sender: MessageMetadata.parse(row.metadata).participant?.[0]?.value ?? row.sender,
      content: isOwn ? sentContent(row.content) : InboundContent.parse(row.content),
    };
  }

  /** Where a message of an instance went or came from, for one that changes it. */
  async whereabouts(
    tenantId: TenantId,
    id: MessageId,
    instanceId: InstanceId,
  ): Promise<{ isOwn: boolean; chat: string } | undefined> {
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('messages')
        .select(['direction', 'recipient', 'sender'])
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('instance_id', '=', instanceId)
        .executeTakeFirst(),
    );
    if (row === undefined) return undefined;
    const isOwn = row.direction === 'outbound';
    return { isOwn, chat: isOwn ? row.recipient : row.sender };
  }

  /** The customer's last message in a conversation; messages_by_conversation finds it. */
  async lastInboundWhatsappId(tenantId: TenantId, conversationId: ConversationId): Promise<string | null> {
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('messages')
        .select('message_id')
        .where('tenant_id', '=', tenantId)
        .where('conversation_id', '=', conversationId)
        .where('direction', '=', 'inbound')
        .orderBy('created_at', 'desc')
        .limit(1)
        .executeTakeFirst(),
    );
    return row?.message_id ?? null;
  }

  /** Messages that are due and wait, counted up to `most`; messages_due finds them. */
  async countDue(tenantId: TenantId, instanceId: InstanceId, most: number): Promise<number> {
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count
        from (
          select 1 from messages
          where tenant_id = ${tenantId} and instance_id = ${instanceId} and status = 'pending' and run_at <= now()
          limit ${most}
        ) waiting`.execute(tx);
      return rows[0]?.count ?? 0;
    });
  }

  async byId(
    tenantId: TenantId,
    id: MessageId,
  ): Promise<{ message: MessageWithContactRow; statuses: StatusRow[] } | undefined> {
    return this.database.inTenant(tenantId, async (tx) => {
      const message = await tx
        .selectFrom('messages as m')
        .innerJoin('conversations as c', 'c.id', 'm.conversation_id')
        .innerJoin('contacts as k', 'k.id', 'c.contact_id')
        .select(columnsOfM)
        .select(['k.id as contact_id', 'k.name as contact_name'])
        .where('m.tenant_id', '=', tenantId)
        .where('m.id', '=', id)
        .executeTakeFirst();
      if (message === undefined) return undefined;
      const statuses = await tx
        .selectFrom('message_statuses')
        .select(['status', 'error_code', 'details', 'created_at'])
        .where('tenant_id', '=', tenantId)
        .where('message_id', '=', id)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return { message, statuses };
    });
  }

  /**
   * A page of messages, newest first, `limit + 1` rows. Within one instance messages_by_instance gives the order; over
   * several, each instance gives its newest and the merge takes the first. Only these are looked up in conversations and contacts.
   */
  async history(
    tenantId: TenantId,
    query: MessageHistoryQuery,
    instanceIds: ReadonlySet<InstanceId> | undefined,
  ): Promise<MessageWithContactRow[]> {
    return this.database.inTenant(tenantId, async (tx) => {
      const instances = await this.#instances(tenantId, tx, query, instanceIds);
      if (instances.length === 0) return [];
      const { rows } = await sql<MessageWithContactRow>`
        select page.*, contact.*
        from (
          select m.*
          from unnest(${instances}::uuid[]) as i (id)
          cross join lateral (
            select ${sql.raw(columnsOfM.join(', '))}
            from messages m
            where m.instance_id = i.id and m.tenant_id = ${tenantId} and ${conditions(query)}
            order by m.created_at desc, m.id desc
            limit ${query.limit + 1}
          ) m
          order by m.created_at desc, m.id desc
          limit ${query.limit + 1}
        ) page
        cross join lateral (
          select k.id as contact_id, k.name as contact_name
          from conversations c
          join contacts k on k.id = c.contact_id
          where c.id = page.conversation_id
          offset 0
        ) contact
        order by page.created_at desc, page.id desc`.execute(tx);
      return rows;
    });
  }

  async #instances(
    tenantId: TenantId,
    tx: Tx,
    query: MessageHistoryQuery,
    scope: ReadonlySet<InstanceId> | undefined,
  ): Promise<InstanceId[]> {
    if (query.instanceId !== undefined)
      return scope === undefined || scope.has(query.instanceId) ? [query.instanceId] : [];
    const rows = await tx.selectFrom('instances').select('id').where('tenant_id', '=', tenantId).execute();
    return rows.map((row) => row.id).filter((id) => scope === undefined || scope.has(id));
  }
}

/** Escapes what LIKE would read as a pattern. */
const literal = (text: string): string => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);

function conditions(query: MessageHistoryQuery) {
  const parts = [sql<SqlBool>`true`];
  if (query.contact !== undefined)
    parts.push(sql`(m.recipient = ${query.contact} or m.sender = ${query.contact})`);
  if (query.direction !== undefined) parts.push(sql`m.direction = ${query.direction}`);
  if (query.status !== undefined) parts.push(sql`m.status = ${query.status}`);
  if (query.type !== undefined) parts.push(sql`m.content ->> 'type' = ${query.type}`);
  if (query.text !== undefined)
    parts.push(sql`m.content #>> '{content}' ilike ${`%${literal(query.text)}%`}`);
  if (query.from !== undefined) parts.push(sql`m.created_at >= ${query.from}::timestamptz`);
  if (query.to !== undefined) parts.push(sql`m.created_at < ${query.to}::timestamptz`);
  if (query.cursor !== undefined) {
    const { sortValue, id } = decodeCursor(query.cursor);
    parts.push(sql`(m.created_at, m.id) < (${sortValue}::timestamptz, ${id}::uuid)`);
  }
  return sql.join(parts, sql` and `);
}
