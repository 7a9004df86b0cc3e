import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { heldAmongGiven } from '../sessions/session-leases.repository.ts';

/** A message as it goes out, as WhatsApp's protocol buffer. */
export interface SentMessage {
  whatsappId: string;
  chat: string;
  content: Uint8Array;
}

/** A message of a session, under the fence of its lease. */
export interface SentOverSession extends SentMessage {
  tenantId: TenantId;
  instanceId: InstanceId;
  fence: number;
}

/**
 * What was sent over sessions. WhatsApp asks for it again when a recipient could not read it, and votes of a poll are sealed
 * with its secret. For the process that holds the session alone.
 */
@Injectable()
export class SentMessagesRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /**
   * Stores messages of several sessions by one statement; of several tries of one message the last counts.
   * @returns the sessions whose leases are held; nothing is stored for others
   */
  async save(given: readonly SentOverSession[]): Promise<Set<InstanceId>> {
    const byId = new Map(given.map((one) => [`${one.instanceId}:${one.whatsappId}`, one]));
    const sent = [...byId.values()];
    const { rows } = await sql<{ id: InstanceId }>`
      with given as (
        select *
        from unnest(
          ${sent.map(({ tenantId }) => tenantId)}::uuid[],
          ${sent.map(({ instanceId }) => instanceId)}::uuid[],
          ${sent.map(({ fence }) => fence)}::bigint[],
          ${sent.map(({ whatsappId }) => whatsappId)}::text[],
          ${sent.map(({ chat }) => chat)}::text[],
          ${sent.map(({ content }) => Buffer.from(content))}::bytea[]
        ) as g (tenant_id, instance_id, fence, whatsapp_id, chat, content)
      ),
      held as (${heldAmongGiven}),
      saved as (
        insert into web_sent_messages (tenant_id, instance_id, whatsapp_id, chat, content)
        select g.tenant_id, g.instance_id, g.whatsapp_id, g.chat, g.content
        from given g
        join held on held.id = g.instance_id
        order by g.instance_id, g.whatsapp_id
        on conflict (instance_id, whatsapp_id) do update
        set chat = excluded.chat, content = excluded.content, created_at = now()
      )
      select id from held`.execute(this.database.statements);
    return new Set(rows.map(({ id }) => id));
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
