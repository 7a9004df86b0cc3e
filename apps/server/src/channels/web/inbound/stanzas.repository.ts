import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Executor, Tx } from '../../../platform/database/database.ts';
import type { Stanza } from './stanza.ts';

/** A message that came in and whose content is not stored. */
export type Gap = Omit<Stanza, 'sentAt'>;

/** The ledger of messages that came in: noted before they are read, gone with the commit of their content. */
@Injectable()
export class StanzasRepository {
  /** Notes what came in. What is noted already stays as it is. */
  async note(tenantId: TenantId, tx: Tx, instanceId: InstanceId, stanzas: Stanza[]): Promise<void> {
    await sql`
      insert into web_stanzas (tenant_id, instance_id, chat, stanza_id, participant, is_from_me, sent_at)
      select ${tenantId}, ${instanceId}, chat, stanza_id, participant, is_from_me, sent_at
      from unnest(
        ${stanzas.map((stanza) => stanza.chat)}::text[],
        ${stanzas.map((stanza) => stanza.id)}::text[],
        ${stanzas.map((stanza) => stanza.participant)}::text[],
        ${stanzas.map((stanza) => stanza.isFromMe)}::boolean[],
        ${stanzas.map((stanza) => stanza.sentAt)}::timestamptz[]
      ) as given (chat, stanza_id, participant, is_from_me, sent_at)
      on conflict (instance_id, chat, stanza_id, participant) do nothing`.execute(tx);
  }

  /** Their content is stored. By id alone: the phone may give a message under another address of its chat. */
  async close(tenantId: TenantId, tx: Tx, instanceId: InstanceId, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    await sql`
      delete from web_stanzas
      where tenant_id = ${tenantId} and instance_id = ${instanceId} and stanza_id = any(${ids}::text[])`.execute(
      tx,
    );
  }

  /** They could not be read. */
  async markLost(tenantId: TenantId, tx: Tx, instanceId: InstanceId, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    await sql`
      update web_stanzas set state = 'lost'
      where tenant_id = ${tenantId} and instance_id = ${instanceId} and stanza_id = any(${ids}::text[])`.execute(
      tx,
    );
  }

  /**
   * Takes gaps to ask the phone for: those of before `seenBefore`. Each is asked for again after a quarter of its age, and in its
   * first hour also over each new connection, since the answer may have gone with the one before. What turns out to be stored,
   * because it came twice, is no gap and goes.
   */
  async takeToAsk(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    { seenBefore, openedAt, limit }: { seenBefore: Date; openedAt: Date; limit: number },
  ): Promise<Gap[]> {
    await sql`
      delete from web_stanzas s
      using messages m
      where s.tenant_id = ${tenantId} and s.instance_id = ${instanceId} and s.state = 'open' and s.seen_at < ${seenBefore}
        and m.instance_id = s.instance_id and m.message_id = s.stanza_id
        and not m.metadata @> '{"placeholder": true}'`.execute(tx);
    const { rows } = await sql<Gap>`
      with due as (
        select chat, stanza_id, participant
        from web_stanzas
        where tenant_id = ${tenantId} and instance_id = ${instanceId} and seen_at < ${seenBefore}
          and (
            asked_at is null
            or (asked_at < ${openedAt} and seen_at > now() - interval '1 hour')
            or asked_at < now() - greatest(interval '1 minute', (now() - seen_at) / 4)
          )
        order by seen_at
        limit ${limit}
      )
      update web_stanzas s
      set asks = s.asks + 1, asked_at = now()
      from due
      where s.tenant_id = ${tenantId} and s.instance_id = ${instanceId}
        and s.chat = due.chat and s.stanza_id = due.stanza_id and s.participant = due.participant
      returning s.stanza_id as id, s.chat, s.participant, s.is_from_me as "isFromMe"`.execute(tx);
    return rows;
  }

  /** How many have been without content for more than a minute. Across tenants, for the metrics. */
  async countGaps(executor: Executor): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from web_stanzas
      where state = 'lost' or seen_at < now() - interval '1 minute'`.execute(executor);
    return rows[0]?.count ?? 0;
  }

  /** Forgets what is older than the phone gives, 14 days. Uses web_stanzas_by_time. */
  async deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from web_stanzas
      where ctid in (
        select ctid from web_stanzas where seen_at < now() - interval '14 days' limit ${limit} for update skip locked
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
