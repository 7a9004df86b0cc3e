import { Injectable } from '@nestjs/common';
import type { EventId, TenantId, WebhookDeliveryId, WebhookId } from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import type { RecordedEvent } from '../../events/index.ts';
import type { Executor, Tx } from '../../platform/database/database.ts';
import { bucketOf } from '../log/duration-bucket-policy.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import { MOST_IN_FLIGHT } from './endpoint-health-policy.ts';
import type { WebhookAnswer } from './post-webhook.ts';
import type { Verdict } from './retry-policy.ts';
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

/** A delivery that this turn, and no other, makes now; with its event. */
export interface ClaimedDelivery extends Omit<RecordedEvent, 'id' | 'tenantId'> {
  id: WebhookDeliveryId;
  attempt: number;
  freeAttempts: number;
  eventId: EventId;
}

export interface SettledAttempt {
  attemptId: string;
  deliveryId: WebhookDeliveryId;
  claimId: string;
  /** Requests made so far, this one included, and how many of them do not count as tries. */
  attempt: number;
  freeAttempts: number;
  isProbe: boolean;
  answer: WebhookAnswer;
  verdict: Verdict;
}

/** True for a delivery that waits for an earlier one of its conversation. Uses webhook_deliveries_ordered. */
const isHeldBack = sql<boolean>`(
  q.ordering_key is not null and exists (
    select 1 from webhook_deliveries p
    where p.webhook_id = q.webhook_id and p.ordering_key = q.ordering_key and p.seq < q.seq
      and p.state in ('pending', 'delivering')
  )
)`;

/** Attempts as rows of SQL. */
function rowsOf(settled: SettledAttempt[]): RawBuilder<unknown> {
  const delays = settled.map(({ verdict }) => (verdict.state === 'pending' ? verdict.delayMs : 0));
  const states = settled.map(({ verdict }) => (verdict.state === 'held' ? 'pending' : verdict.state));
  const answers = settled.map(({ answer }) => answer);
  return sql`
        select *
        from unnest(
          ${settled.map((one) => one.attemptId)}::uuid[],
          ${settled.map((one) => one.deliveryId)}::uuid[],
          ${settled.map((one) => one.claimId)}::uuid[],
          ${settled.map((one) => one.attempt)}::int[],
          ${settled.map((one) => one.freeAttempts)}::int[],
          ${settled.map((one) => one.isProbe)}::boolean[],
          ${answers.map((answer) => answer.statusCode)}::int[],
          ${answers.map((answer) => answer.error)}::text[],
          ${answers.map((answer) => answer.responseBody)}::text[],
          ${answers.map((answer) => answer.timings.total)}::int[],
          ${answers.map((answer) => bucketOf(answer.timings.total))}::int[],
          ${answers.map((answer) => answer.at)}::timestamptz[],
          ${answers.map((answer) => storableJson(answer.requestHeaders))}::jsonb[],
          ${answers.map((answer) => answer.responseHeaders && storableJson(answer.responseHeaders))}::jsonb[],
          ${answers.map((answer) => storableJson(answer.timings))}::jsonb[],
          ${states}::text[],
          ${delays}::float8[]
        ) as g (
          attempt_id, delivery_id, claim_id, attempt, free_attempts, is_probe, status_code, error, response_body,
          duration_ms, bucket, at, request_headers, response_headers, timings, state, delay_ms
        )`;
}

/** The compare-and-set steps of deliveries. Except for `settle`, workers alone use them. */
@Injectable()
export class DeliveriesRepository {
  /**
   * An endpoint that is switched on; its lane knows only its id. Puts back what a worker that vanished had claimed: an event
   * may come twice, but it comes.
   */
  async beginTurn(db: Executor, webhookId: WebhookId): Promise<Endpoint | undefined> {
    const row = await db
      .with('expired', (cte) =>
        cte
          .selectFrom('webhook_deliveries')
          .select('id')
          .where('webhook_id', '=', webhookId)
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
      .where('w.id', '=', webhookId)
      .where('w.is_active', '=', true)
      .where('w.secret', 'is not', null)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { underWay, ...webhook } = row;
    return { row: webhook, underWay };
  }

  /**
   * Claims due deliveries of an endpoint that is still switched on, in the order in which they are due, then in which
   * their events happened; of a conversation whose order counts, the first alone. Uses webhook_deliveries_due.
   */
  async claim(
    db: Executor,
    webhookId: WebhookId,
    claimId: string,
    limit: number,
  ): Promise<ClaimedDelivery[]> {
    const { rows } = await sql<ClaimedDelivery>`
      with due as materialized (
        select q.id from webhook_deliveries q
        where q.webhook_id = ${webhookId} and q.state = 'pending' and q.run_at <= now()
          and exists (select 1 from webhooks w where w.id = ${webhookId} and w.is_active)
          and not ${isHeldBack}
        order by q.run_at, q.seq
        limit ${limit}
        for no key update skip locked
      ),
      claimed as (
        update webhook_deliveries d
        set state = 'delivering', claim_id = ${claimId}, claim_until = now() + make_interval(secs => ${CLAIM_SECONDS})
        from due where d.id = due.id
        returning d.id, d.attempt, d.free_attempts, d.event_id, d.run_at, d.seq
      )
      select c.id, c.attempt, c.free_attempts as "freeAttempts", c.event_id as "eventId", e.type, e.data,
        e.instance_id as "instanceId", e.conversation_id as "conversationId", e.seq as sequence, e.created_at as at
      from claimed c
      join events e on e.id = c.event_id
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
  async handBack(tx: Tx, claimId: string, ids: string[]): Promise<void> {
    await sql`
      with returned as (
        select id from webhook_deliveries
        where id = any(${ids}::uuid[]) and claim_id = ${claimId} and state = 'delivering'
        order by id for no key update
      )
      update webhook_deliveries d
      set state = 'pending', claim_id = null, claim_until = null
      from returned where d.id = returned.id`.execute(tx);
  }

  /**
   * Keeps attempts and writes what became of their deliveries, in one statement, locking in id order. A delivery that
   * was claimed anew meanwhile keeps its state, and one that was removed takes its attempts along. Counts them by hour and
   * by how long they took.
   */
  async settle(
    tenantId: TenantId,
    tx: Tx,
    settled: SettledAttempt[],
    { isCounted } = { isCounted: true },
  ): Promise<void> {
    await sql`
      with given as (${rowsOf(settled)}),
      locked as (
        select d.id, d.claim_id, d.webhook_id from webhook_deliveries d join given g on g.delivery_id = d.id
        where d.tenant_id = ${tenantId}
        order by d.id for no key update of d
      ),
      kept as (
        insert into webhook_attempts (
          id, tenant_id, delivery_id, attempt, is_probe, status_code, error, response_body, duration_ms, created_at,
          request_headers, response_headers, timings
        )
        select g.attempt_id, ${tenantId}, g.delivery_id, g.attempt, g.is_probe, g.status_code, g.error, g.response_body,
          g.duration_ms, g.at, g.request_headers, g.response_headers, g.timings
        from given g join locked l on l.id = g.delivery_id
      ),
      counted as (
        insert into webhook_hours (tenant_id, webhook_id, hour, bucket, attempts, failures)
        select ${tenantId}, l.webhook_id, date_trunc('hour', g.at, 'UTC'), g.bucket, count(*), count(g.error)
        from given g join locked l on l.id = g.delivery_id
        where ${isCounted}::boolean
        group by 2, 3, 4
        order by 2, 3, 4
        on conflict (webhook_id, hour, bucket) do update
        set attempts = webhook_hours.attempts + excluded.attempts, failures = webhook_hours.failures + excluded.failures
      )
      update webhook_deliveries d
      set state = g.state, attempt = g.attempt, free_attempts = g.free_attempts,
        last_status_code = g.status_code, last_error = g.error,
        run_at = case g.state when 'pending' then now() + make_interval(secs => g.delay_ms / 1000) else d.run_at end,
        finished_at = case g.state when 'pending' then null else now() end,
        claim_id = null, claim_until = null
      from given g join locked l on l.id = g.delivery_id and l.claim_id = g.claim_id
      where d.id = l.id`.execute(tx);
  }

  /** When the next delivery is due, or a claim of a vanished worker runs out; undefined when nothing waits. */
  async nextDueAt(db: Executor, webhookId: WebhookId): Promise<Date | undefined> {
    const { rows } = await sql<{ at: Date | null }>`
      select least(
        (
          select q.run_at from webhook_deliveries q
          where q.webhook_id = ${webhookId} and q.state = 'pending' and not ${isHeldBack}
          order by q.run_at limit 1
        ),
        (select min(claim_until) from webhook_deliveries where webhook_id = ${webhookId} and state = 'delivering')
      ) as at`.execute(db);
    return rows[0]?.at ?? undefined;
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
