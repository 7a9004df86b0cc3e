import { Injectable } from '@nestjs/common';
import type {
  EventFilter,
  EventId,
  InstanceId,
  TenantId,
  WebhookDeliveryId,
  WebhookId,
} from '@recado/contracts';
import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import type { WebhookDeliveries } from '../../platform/database/schema.ts';
import type { ReplayRow } from './replays.repository.ts';

/** Events of a replay that are queued at once. */
const BATCH = 100;
/** With this many deliveries waiting, an endpoint has enough to do. */
const MOST_WAITING = 1_000;

/** What of the events goes to the endpoint of a replay. */
export interface ReplayScope {
  webhookId: WebhookId;
  instanceId: InstanceId | null;
  events: EventFilter[];
  isOrdered: boolean;
}

/** The next events of a replay. */
export interface ReplayBatch {
  eventIds: EventId[];
  /** `seq` of the last of them. */
  lastSeq: number;
}

/** Puts what was given up, or delivered, or never meant for an endpoint, into its lane. */
@Injectable()
export class RequeuesRepository {
  /** A delivery, kept from workers until the transaction ends, and of which instance its endpoint is. */
  async lock(
    tenantId: TenantId,
    tx: Tx,
    id: WebhookDeliveryId,
  ): Promise<{ state: string; webhookOf: InstanceId | null } | undefined> {
    return tx
      .selectFrom('webhook_deliveries as d')
      .innerJoin('webhooks as w', 'w.id', 'd.webhook_id')
      .select(['d.state', 'w.instance_id as webhookOf'])
      .where('d.tenant_id', '=', tenantId)
      .where('d.id', '=', id)
      .forNoKeyUpdate('d')
      .executeTakeFirst();
  }

  async requeue(tenantId: TenantId, tx: Tx, id: WebhookDeliveryId): Promise<Selectable<WebhookDeliveries>> {
    return tx
      .updateTable('webhook_deliveries')
      .set((row) => ({
        state: 'pending',
        run_at: sql<Date>`now()`,
        free_attempts: row.ref('attempt'),
        finished_at: null,
      }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** How many events the replay will queue. */
  async count(tx: Tx, replay: ReplayRow, scope: ReplayScope): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from events e where ${matches(replay, scope)}`.execute(tx);
    return rows[0]?.count ?? 0;
  }

  /** @returns undefined when there are no more */
  async findBatch(tx: Tx, replay: ReplayRow, scope: ReplayScope): Promise<ReplayBatch | undefined> {
    const { rows } = await sql<{ id: EventId; seq: number }>`
      select e.id, e.seq
      from events e
      where ${matches(replay, scope)} and e.seq > ${replay.after_seq ?? 0}
      order by e.seq
      limit ${BATCH}`.execute(tx);
    const last = rows.at(-1);
    return last && { eventIds: rows.map(({ id }) => id), lastSeq: last.seq };
  }

  /**
   * Queues events of a replay, those whose delivery rests and those that never had one; what is waiting or on its way comes
   * anyway. Locks in id order. @returns how many are due now because of this
   */
  async queue(
    tx: Tx,
    { tenant_id: tenantId }: ReplayRow,
    scope: ReplayScope,
    eventIds: EventId[],
  ): Promise<number> {
    const { rows } = await sql<{ queued: number }>`
      with batch as materialized (
        select id, type, seq, case when ${scope.isOrdered}::boolean then conversation_id::text end as ordering_key
        from events
        where id = any(${eventIds}::uuid[])
      ),
      resting as materialized (
        select d.id from webhook_deliveries d join batch b on b.id = d.event_id
        where d.webhook_id = ${scope.webhookId} and d.state in ('delivered', 'failed')
        order by d.id for no key update of d
      ),
      again as (
        update webhook_deliveries d
        set state = 'pending', run_at = now(), free_attempts = d.attempt, finished_at = null
        from resting where d.id = resting.id
        returning d.id
      ),
      fresh as (
        insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, ordering_key)
        select ${tenantId}, ${scope.webhookId}, id, type, ordering_key
        from batch
        order by seq
        on conflict (webhook_id, event_id) do nothing
        returning id
      )
      select (select count(*) from again)::int + (select count(*) from fresh)::int as queued`.execute(tx);
    return rows[0]?.queued ?? 0;
  }

  /** Whether the endpoint has so much waiting that a replay would only hold up what happens now. */
  async isBusy(tx: Tx, webhookId: WebhookId): Promise<boolean> {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting
      from (select from webhook_deliveries where webhook_id = ${webhookId} and state = 'pending' limit ${MOST_WAITING}) w`.execute(
      tx,
    );
    return (rows[0]?.waiting ?? 0) >= MOST_WAITING;
  }
}

/**
 * The events of a replay. Their numbers give the range in events_by_tenant: an event is numbered at most a minute, the longest a
 * transaction may take, after the time it bears, so that the event a minute before `from` comes before all of them, and the
 * one a minute after `to` after them. events_by_time finds both.
 */
const matches = (replay: ReplayRow, scope: ReplayScope) => sql<boolean>`(
  e.tenant_id = ${replay.tenant_id}
  and e.created_at >= ${replay.from_time} and e.created_at < ${replay.to_time}
  and e.seq >= coalesce((
    select seq from events where created_at < ${replay.from_time}::timestamptz - interval '1 minute'
    order by created_at desc limit 1
  ), 0)
  and e.seq <= coalesce((
    select seq from events where created_at > ${replay.to_time}::timestamptz + interval '1 minute'
    order by created_at limit 1
  ), 9223372036854775807)
  and e.only_webhook_id is null
  and (${scope.instanceId}::uuid is null or e.instance_id = ${scope.instanceId}::uuid)
  and ${scope.events}::text[] && array[e.type::text, split_part(e.type, '.', 1) || '.*', '*']
  and (${replay.types === null}::boolean or ${JSON.stringify(replay.types)}::jsonb ? e.type)
  and (not ${replay.only_failed}::boolean or exists (
    select from webhook_deliveries d
    where d.webhook_id = ${scope.webhookId} and d.event_id = e.id and d.state = 'failed'
  ))
)`;
