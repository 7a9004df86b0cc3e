import { Injectable } from '@nestjs/common';
import type { EventId, WebhookDeliveryId, WebhookId } from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import type { RecordedEvent } from '../../events/index.ts';
import type { Executor, Tx } from '../../platform/database/database.ts';
import { MOST_IN_FLIGHT } from './endpoint-health-policy.ts';
import type { WebhookRow } from '../endpoints/webhooks.repository.ts';

/** How long a claim holds. A turn starts no request later than 2 s after it claimed, and no request takes longer than 30 s. */
const CLAIM_SECONDS = 60;

export const LANE = 'webhook';

/** An endpoint at the start of a turn. */
export interface Endpoint {
  row: WebhookRow;
  /** Requests that earlier turns left under way. */
  underWay: number;
}

/** How many deliveries an endpoint's turn asks for. */
export interface Wanted {
  webhookId: WebhookId;
  limit: number;
}

/** A delivery that this turn, and no other, makes now; with its event. */
export interface ClaimedDelivery extends Omit<RecordedEvent, 'id' | 'tenantId'> {
  id: WebhookDeliveryId;
  claimId: string;
  attempt: number;
  freeAttempts: number;
  eventId: EventId;
}

/** One parameter however many there are, so that the statement stays the same. */
const any = (webhookIds: readonly WebhookId[]): RawBuilder<WebhookId> =>
  sql<WebhookId>`any(${webhookIds}::uuid[])`;

/** True for a delivery that waits for an earlier one of its conversation. Uses webhook_deliveries_ordered. */
const isHeldBack = sql<boolean>`(
  q.ordering_key is not null and exists (
    select 1 from webhook_deliveries p
    where p.webhook_id = q.webhook_id and p.ordering_key = q.ordering_key and p.seq < q.seq
      and p.state in ('pending', 'delivering')
  )
)`;

/** The compare-and-set steps of deliveries up to a request; outcomes.repository.ts has those after it. Workers alone use them. */
@Injectable()
export class DeliveriesRepository {
  /**
   * Those of the endpoints that are switched on; their lanes know only their ids. Puts back what a worker that vanished had
   * claimed: an event may come twice, but it comes.
   */
  async beginTurns(db: Executor, webhookIds: readonly WebhookId[]): Promise<Map<WebhookId, Endpoint>> {
    const rows = await db
      .with('expired', (cte) =>
        cte
          .selectFrom('webhook_deliveries')
          .select('id')
          .where('webhook_id', '=', any(webhookIds))
          .where('state', '=', 'delivering')
          .where('claim_until', '<=', sql<Date>`now()`)
          .orderBy('id')
          .forNoKeyUpdate()
          .skipLocked(),
      )
      .with('returned', (cte) =>
        cte
          .updateTable('webhook_deliveries as d')
          .from('expired')
          .set({ state: 'pending', claim_id: null, claim_until: null })
          .whereRef('d.id', '=', 'expired.id'),
      )
      .selectFrom('webhooks as w')
      .selectAll('w')
      .select(
        sql<number>`(
          select count(*)::int from webhook_deliveries d
          where d.webhook_id = w.id and d.state = 'delivering' and d.claim_until > now()
        )`.as('underWay'),
      )
      .where('w.id', '=', any(webhookIds))
      .where('w.is_active', '=', true)
      .where('w.secret', 'is not', null)
      .execute();
    return new Map(rows.map(({ underWay, ...row }) => [row.id, { row, underWay }]));
  }

  /**
   * Claims due deliveries of endpoints that are still switched on: of each in the order in which they are due, then in which
   * their events happened; of a conversation whose order counts, the first alone. Uses webhook_deliveries_due. The lateral
   * parts are looked up row by row, whatever the statistics say when PostgreSQL keeps the plan.
   */
  async claim(
    db: Executor,
    claimId: string,
    wanted: readonly Wanted[],
  ): Promise<(ClaimedDelivery & { webhookId: WebhookId })[]> {
    const { rows } = await sql<ClaimedDelivery & { webhookId: WebhookId }>`
      with due as materialized (
        select q.id
        from unnest(
          ${wanted.map((one) => one.webhookId)}::uuid[], ${wanted.map((one) => one.limit)}::int[]
        ) as g (webhook_id, most)
        cross join lateral (
          select q.id from webhook_deliveries q
          where q.webhook_id = g.webhook_id and q.state = 'pending' and q.run_at <= now()
            and exists (select 1 from webhooks w where w.id = g.webhook_id and w.is_active)
            and not ${isHeldBack}
          order by q.run_at, q.seq
          limit g.most
          for no key update skip locked
        ) q
      ),
      claimed as (
        update webhook_deliveries d
        set state = 'delivering', claim_id = ${claimId}, claim_until = now() + make_interval(secs => ${CLAIM_SECONDS})
        where d.id = any(array(select id from due))
        returning d.id, d.webhook_id, d.attempt, d.free_attempts, d.event_id, d.run_at, d.seq
      )
      select c.id, ${claimId}::text as "claimId", c.webhook_id as "webhookId", c.attempt,
        c.free_attempts as "freeAttempts", c.event_id as "eventId", e.*
      from claimed c
      cross join lateral (
        select type, data, instance_id as "instanceId", conversation_id as "conversationId", seq as sequence, created_at as at
        from events where id = c.event_id offset 0
      ) e
      order by c.run_at, c.seq`.execute(db);
    return rows;
  }

  /** Notes when an endpoint with a rate limit may be called next. */
  async pace(db: Executor, webhookId: WebhookId, nextRequestAt: Date): Promise<void> {
    await db
      .updateTable('webhooks')
      .set({ next_request_at: nextRequestAt })
      .where('id', '=', webhookId)
      .execute();
  }

  /** Puts back what was claimed and not begun. */
  async handBack(
    db: Executor,
    deliveries: readonly Pick<ClaimedDelivery, 'id' | 'claimId'>[],
  ): Promise<void> {
    await sql`
      with returned as materialized (
        select d.id
        from (
          select * from unnest(
            ${deliveries.map(({ id }) => id)}::uuid[], ${deliveries.map(({ claimId }) => claimId)}::uuid[]
          ) as g (id, claim_id)
          order by id offset 0
        ) g
        cross join lateral (
          select id from webhook_deliveries where id = g.id and claim_id = g.claim_id and state = 'delivering'
          for no key update
        ) d
      )
      update webhook_deliveries set state = 'pending', claim_id = null, claim_until = null
      where id = any(array(select id from returned))`.execute(db);
  }

  /** When the next delivery of each endpoint is due, or a claim of a vanished worker runs out; nothing where nothing waits. */
  async nextDueAt(db: Executor, webhookIds: readonly WebhookId[]): Promise<Map<WebhookId, Date>> {
    const { rows } = await sql<{ webhookId: WebhookId; at: Date | null }>`
      select g.webhook_id as "webhookId", least(
        (
          select q.run_at from webhook_deliveries q
          where q.webhook_id = g.webhook_id and q.state = 'pending' and not ${isHeldBack}
          order by q.run_at limit 1
        ),
        (select min(claim_until) from webhook_deliveries where webhook_id = g.webhook_id and state = 'delivering')
      ) as at
      from unnest(${webhookIds}::uuid[]) as g (webhook_id)`.execute(db);
    return new Map(rows.flatMap(({ webhookId, at }) => (at === null ? [] : [[webhookId, at] as const])));
  }

  /**
   * Endpoints with something due, no living holder and room for a request, the longest overdue first. Steps from endpoint to endpoint along
   * webhook_deliveries_due, so that it costs one probe for each endpoint that waits, however many rows that is.
   */
  async findDue(tx: Tx, limit: number): Promise<WebhookId[]> {
    const { rows } = await sql<{ id: WebhookId }>`
      with recursive waiting as (
        (select webhook_id, run_at from webhook_deliveries where state = 'pending' order by webhook_id, run_at limit 1)
        union all
        select next.webhook_id, next.run_at
        from waiting
        cross join lateral (
          select webhook_id, run_at from webhook_deliveries
          where state = 'pending' and webhook_id > waiting.webhook_id
          order by webhook_id, run_at limit 1
        ) next
      ),
      due as (
        select webhook_id, run_at as at from waiting where run_at <= now()
        union all
        select webhook_id, claim_until from webhook_deliveries where state = 'delivering' and claim_until <= now()
      )
      select w.id
      from due
      join webhooks w on w.id = due.webhook_id and w.is_active and (w.paused_until is null or w.paused_until <= now())
      where not exists (select 1 from leases l where l.kind = ${LANE} and l.id = w.id and l.expires_at > now())
        and (
          select count(*) from webhook_deliveries d
          where d.webhook_id = w.id and d.state = 'delivering' and d.claim_until > now()
        ) < ${MOST_IN_FLIGHT}
      group by w.id
      order by min(due.at)
      limit ${limit}`.execute(tx);
    return rows.map((row) => row.id);
  }
}
