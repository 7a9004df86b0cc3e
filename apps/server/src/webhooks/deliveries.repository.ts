import { Injectable } from '@nestjs/common';
import type { EventId, InstanceId, TenantId, WebhookId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { WebhookAnswer } from './post-webhook.ts';
import type { Verdict } from './retry-policy.ts';

/** How long a claim holds. A turn starts no request later than 2 s after it claimed, and no request takes longer than 15 s. */
const CLAIM_SECONDS = 45;

export const LANE = 'webhook';

export interface EndpointRow {
  id: WebhookId;
  tenantId: TenantId;
  instanceId: InstanceId;
  url: string;
  secret: string;
  retryConfig: unknown;
}

/** A delivery that this turn, and no other, makes now; with its event. */
export interface ClaimedDelivery {
  id: string;
  attempt: number;
  eventId: EventId;
  type: string;
  data: Record<string, unknown>;
  instanceId: InstanceId | null;
  at: Date;
}

export interface SettledAttempt {
  attemptId: string;
  deliveryId: string;
  claimId: string;
  /** Requests made so far, this one included. */
  attempt: number;
  answer: WebhookAnswer;
  verdict: Verdict;
}

/** The compare-and-set steps of deliveries. Except for `settle`, workers alone use them. */
@Injectable()
export class DeliveriesRepository {
  /** An endpoint that is switched on; its lane knows only its id. */
  async activeEndpoint(tx: Tx, webhookId: WebhookId): Promise<EndpointRow | undefined> {
    const row = await tx
      .selectFrom('webhooks')
      .select([
        'id',
        'tenant_id as tenantId',
        'instance_id as instanceId',
        'url',
        'secret',
        'retry_config as retryConfig',
      ])
      .where('id', '=', webhookId)
      .where('is_active', '=', true)
      .executeTakeFirst();
    return row?.secret == null ? undefined : { ...row, secret: row.secret };
  }

  /** Puts back what a worker that vanished had claimed: an event may come twice, but it comes. */
  async returnExpired(tx: Tx, webhookId: WebhookId): Promise<void> {
    await sql`
      with expired as (
        select id from webhook_deliveries
        where webhook_id = ${webhookId} and state = 'delivering' and claim_until <= now()
        order by id for no key update skip locked
      )
      update webhook_deliveries d
      set state = 'pending', claim_id = null, claim_until = null
      from expired where d.id = expired.id`.execute(tx);
  }

  /**
   * Claims due deliveries of an endpoint that is still switched on, in the order in which they are due, then in which
   * their events happened. Uses webhook_deliveries_due.
   */
  async claim(tx: Tx, webhookId: WebhookId, claimId: string, limit: number): Promise<ClaimedDelivery[]> {
    const { rows } = await sql<ClaimedDelivery>`
      with due as materialized (
        select id from webhook_deliveries
        where webhook_id = ${webhookId} and state = 'pending' and run_at <= now()
          and exists (select 1 from webhooks w where w.id = ${webhookId} and w.is_active)
        order by run_at, seq
        limit ${limit}
        for no key update skip locked
      ),
      claimed as (
        update webhook_deliveries d
        set state = 'delivering', claim_id = ${claimId}, claim_until = now() + make_interval(secs => ${CLAIM_SECONDS})
        from due where d.id = due.id
        returning d.id, d.attempt, d.event_id, d.run_at, d.seq
      )
      select c.id, c.attempt, c.event_id as "eventId", e.type, e.data, e.instance_id as "instanceId", e.created_at as at
      from claimed c
      join events e on e.id = c.event_id
      order by c.run_at, c.seq`.execute(tx);
    return rows;
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
   * was claimed anew meanwhile keeps its state, and one that was removed takes its attempts along.
   */
  async settle(tenantId: TenantId, tx: Tx, settled: SettledAttempt[]): Promise<void> {
    const delays = settled.map(({ verdict }) => (verdict.state === 'pending' ? verdict.delayMs : 0));
    const states = settled.map(({ verdict }) => (verdict.state === 'held' ? 'pending' : verdict.state));
    await sql`
      with given as (
        select *
        from unnest(
          ${settled.map((one) => one.attemptId)}::uuid[],
          ${settled.map((one) => one.deliveryId)}::uuid[],
          ${settled.map((one) => one.claimId)}::uuid[],
          ${settled.map((one) => one.attempt)}::int[],
          ${settled.map((one) => one.answer.statusCode)}::int[],
          ${settled.map((one) => one.answer.error)}::text[],
          ${settled.map((one) => one.answer.responseBody)}::text[],
          ${settled.map((one) => one.answer.durationMs)}::int[],
          ${settled.map((one) => one.answer.at)}::timestamptz[],
          ${states}::text[],
          ${delays}::float8[]
        ) as g (attempt_id, delivery_id, claim_id, attempt, status_code, error, response_body, duration_ms, at, state, delay_ms)
      ),
      locked as (
        select d.id, d.claim_id from webhook_deliveries d join given g on g.delivery_id = d.id
        where d.tenant_id = ${tenantId}
        order by d.id for no key update of d
      ),
      kept as (
        insert into webhook_attempts (id, tenant_id, delivery_id, attempt, status_code, error, response_body, duration_ms, created_at)
        select g.attempt_id, ${tenantId}, g.delivery_id, g.attempt, g.status_code, g.error, g.response_body, g.duration_ms, g.at
        from given g join locked l on l.id = g.delivery_id
      )
      update webhook_deliveries d
      set state = g.state, attempt = g.attempt, last_status_code = g.status_code, last_error = g.error,
        run_at = case g.state when 'pending' then now() + make_interval(secs => g.delay_ms / 1000) else d.run_at end,
        finished_at = case g.state when 'pending' then null else now() end,
        claim_id = null, claim_until = null
      from given g join locked l on l.id = g.delivery_id and l.claim_id = g.claim_id
      where d.id = l.id`.execute(tx);
  }

  /** When the next delivery is due, or a claim of a vanished worker runs out; undefined when nothing waits. */
  async nextDueAt(tx: Tx, webhookId: WebhookId): Promise<Date | undefined> {
    const { rows } = await sql<{ at: Date | null }>`
      select least(
        (select min(run_at) from webhook_deliveries where webhook_id = ${webhookId} and state = 'pending'),
        (select min(claim_until) from webhook_deliveries where webhook_id = ${webhookId} and state = 'delivering')
      ) as at`.execute(tx);
    return rows[0]?.at ?? undefined;
  }

  /**
   * Endpoints with something due and no living holder, the longest overdue first. Steps from endpoint to endpoint along
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
      join webhooks w on w.id = due.webhook_id and w.is_active
      where not exists (select 1 from leases l where l.kind = ${LANE} and l.id = w.id and l.expires_at > now())
      group by w.id
      order by min(due.at)
      limit ${limit}`.execute(tx);
    return rows.map((row) => row.id);
  }
}
