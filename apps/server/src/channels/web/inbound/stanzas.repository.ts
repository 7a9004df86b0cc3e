import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Executor, type Tx } from '../../../platform/database/database.ts';
import { heldAmongGiven } from '../sessions/session-leases.repository.ts';
import type { Stanza } from './stanza.ts';

/** A message that came in and whose content is not stored. */
export type Gap = Omit<Stanza, 'sentAt'>;

/** What came in over one session, under the fence of its lease. */
export interface StanzasOfSession {
  tenantId: TenantId;
  instanceId: InstanceId;
  fence: number;
  stanzas: readonly Stanza[];
}

/** Messages of one session, by WhatsApp's ids. */
export interface IdsOfSession {
  tenantId: TenantId;
  instanceId: InstanceId;
  ids: readonly string[];
}

/** The ledger of messages that came in: noted before they are read, gone with the commit of their content. */
@Injectable()
export class StanzasRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /**
   * Notes what came in over several sessions, by one statement. What is noted already stays as it is.
   * @returns the sessions whose leases are held; nothing is noted for others
   */
  async note(sessions: readonly StanzasOfSession[]): Promise<Set<InstanceId>> {
    const given = sessions.flatMap(({ stanzas, ...session }) =>
      stanzas.map((stanza) => ({ ...session, ...stanza })),
    );
    const { rows } = await sql<{ id: InstanceId }>`
      with given as (
        select *
        from unnest(
          ${given.map(({ tenantId }) => tenantId)}::uuid[],
          ${given.map(({ instanceId }) => instanceId)}::uuid[],
          ${given.map(({ fence }) => fence)}::bigint[],
          ${given.map(({ chat }) => chat)}::text[],
          ${given.map(({ id }) => id)}::text[],
          ${given.map(({ participant }) => participant)}::text[],
          ${given.map(({ isFromMe }) => isFromMe)}::boolean[],
          ${given.map(({ sentAt }) => sentAt)}::timestamptz[]
        ) as g (tenant_id, instance_id, fence, chat, stanza_id, participant, is_from_me, sent_at)
      ),
      held as (${heldAmongGiven}),
      noted as (
        insert into web_stanzas (tenant_id, instance_id, chat, stanza_id, participant, is_from_me, sent_at)
        select g.tenant_id, g.instance_id, g.chat, g.stanza_id, g.participant, g.is_from_me, g.sent_at
        from given g
        join held on held.id = g.instance_id
        on conflict (instance_id, chat, stanza_id, participant) do nothing
      )
      select id from held`.execute(this.database.statements);
    return new Set(rows.map(({ id }) => id));
  }

  /** Their content is stored. By id alone: the phone may give a message under another address of its chat. */
  async close(tx: Tx, stored: readonly IdsOfSession[]): Promise<void> {
    const given = stored.flatMap(({ ids, ...session }) => ids.map((id) => ({ ...session, id })));
    if (given.length === 0) return;
    await sql`
      delete from web_stanzas s
      using unnest(
        ${given.map(({ tenantId }) => tenantId)}::uuid[],
        ${given.map(({ instanceId }) => instanceId)}::uuid[],
        ${given.map(({ id }) => id)}::text[]
      ) as g (tenant_id, instance_id, stanza_id)
      where s.tenant_id = g.tenant_id and s.instance_id = g.instance_id and s.stanza_id = g.stanza_id`.execute(
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
