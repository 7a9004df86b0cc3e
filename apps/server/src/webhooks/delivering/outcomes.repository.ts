import { Injectable } from '@nestjs/common';
import type { TenantId, WebhookDeliveryId, WebhookId } from '@recado/contracts';
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';
import type { JsonValue } from '../../platform/database/schema.ts';
import { bucketOf } from '../log/duration-bucket-policy.ts';
import type { Health } from './endpoint-health-policy.ts';
import type { WebhookAnswer } from './post-webhook.ts';
import type { Verdict } from './retry-policy.ts';

export interface SettledAttempt {
  attemptId: string;
  deliveryId: WebhookDeliveryId;
  tenantId: TenantId;
  claimId: string;
  /** Requests made so far, this one included, and how many of them do not count as tries. */
  attempt: number;
  freeAttempts: number;
  isProbe: boolean;
  answer: WebhookAnswer;
  verdict: Verdict;
}

/** What is known of an endpoint that was called. */
export interface CalledEndpoint {
  webhookId: WebhookId;
  health: JsonValue;
  failingSince: Date | null;
}

/** What is known of it from now on. */
export interface NotedEndpoint {
  webhookId: WebhookId;
  health: Health;
  failingSince: Date | null;
  /** How long no request may be made; 0 for not at all. */
  pauseMs: number;
}

/** Attempts as rows of SQL. */
function rowsOf(settled: readonly SettledAttempt[]): RawBuilder<unknown> {
  const delays = settled.map(({ verdict }) => (verdict.state === 'pending' ? verdict.delayMs : 0));
  const states = settled.map(({ verdict }) => (verdict.state === 'held' ? 'pending' : verdict.state));
  const answers = settled.map(({ answer }) => answer);
  return sql`
        select *
        from unnest(
          ${settled.map((one) => one.attemptId)}::uuid[],
          ${settled.map((one) => one.deliveryId)}::uuid[],
          ${settled.map((one) => one.tenantId)}::uuid[],
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
          attempt_id, delivery_id, tenant_id, claim_id, attempt, free_attempts, is_probe, status_code, error, response_body,
          duration_ms, bucket, at, request_headers, response_headers, timings, state, delay_ms
        )`;
}

/** Writes how requests ended, and what endpoints are known for since. */
@Injectable()
export class OutcomesRepository {
  /** What is known of endpoints, kept from others until the transaction ends; nothing of those that were removed. */
  async lockCalled(tx: Tx, webhookIds: readonly WebhookId[]): Promise<CalledEndpoint[]> {
    return tx
      .selectFrom('webhooks')
      .select(['id as webhookId', 'health', 'failing_since as failingSince'])
      .where('id', '=', sql<WebhookId>`any(${webhookIds}::uuid[])`)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute();
  }

  /** Notes that endpoints, locked before, were called and how they fare. */
  async noteCalls(tx: Tx, noted: readonly NotedEndpoint[]): Promise<void> {
    await sql`
      update webhooks w
      set last_called = now(), health = g.health, failing_since = g.failing_since,
        paused_until = case when g.pause_ms > 0 then now() + make_interval(secs => g.pause_ms / 1000) end
      from unnest(
        ${noted.map((one) => one.webhookId)}::uuid[],
        ${noted.map((one) => storableJson(one.health))}::jsonb[],
        ${noted.map((one) => one.failingSince)}::timestamptz[],
        ${noted.map((one) => one.pauseMs)}::float8[]
      ) as g (id, health, failing_since, pause_ms)
      where w.id = g.id`.execute(tx);
  }

  /**
   * Keeps attempts and writes what became of their deliveries, in one statement, locking in id order. A delivery that
   * was claimed anew meanwhile keeps its state, and one that was removed takes its attempts along. Counts them by hour and
   * by how long they took. Each delivery is found by its key, row by row, whatever the statistics say when PostgreSQL keeps
   * the plan.
   */
  async settle(
    tx: Tx,
    settled: readonly SettledAttempt[],
    { isCounted } = { isCounted: true },
  ): Promise<void> {
    await sql`
      with given as materialized (${rowsOf(settled)}),
      locked as materialized (
        select g.*, d.webhook_id, d.claim_id as living_claim_id
        from (select * from given order by delivery_id offset 0) g
        cross join lateral (
          select webhook_id, claim_id from webhook_deliveries
          where id = g.delivery_id and tenant_id = g.tenant_id
          for no key update
        ) d
      ),
      kept as (
        insert into webhook_attempts (
          id, tenant_id, delivery_id, attempt, is_probe, status_code, error, response_body, duration_ms, created_at,
          request_headers, response_headers, timings
        )
        select attempt_id, tenant_id, delivery_id, attempt, is_probe, status_code, error, response_body, duration_ms, at,
          request_headers, response_headers, timings
        from locked
      ),
      counted as (
        insert into webhook_hours (tenant_id, webhook_id, hour, bucket, attempts, failures)
        select tenant_id, webhook_id, date_trunc('hour', at, 'UTC'), bucket, count(*), count(error)
        from locked
        where ${isCounted}::boolean
        group by 1, 2, 3, 4
        order by 2, 3, 4
        on conflict (webhook_id, hour, bucket) do update
        set attempts = webhook_hours.attempts + excluded.attempts, failures = webhook_hours.failures + excluded.failures
      )
      update webhook_deliveries d
      set state = l.state, attempt = l.attempt, free_attempts = l.free_attempts,
        last_status_code = l.status_code, last_error = l.error,
        run_at = case l.state when 'pending' then now() + make_interval(secs => l.delay_ms / 1000) else d.run_at end,
        finished_at = case l.state when 'pending' then null else now() end,
        claim_id = null, claim_until = null
      from locked l
      where d.id = l.delivery_id and l.claim_id = l.living_claim_id`.execute(tx);
  }
}
