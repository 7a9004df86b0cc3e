import { Injectable } from '@nestjs/common';
import {
  DeliveryState,
  EventType,
  type Page,
  type Webhook,
  type WebhookDeliveriesQuery,
  type WebhookDelivery,
  type WebhookId,
  type WebhooksQuery,
} from '@recado/contracts';
import { sql } from 'kysely';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { presentWebhook } from './present-webhook.ts';

interface DeliveryRow {
  id: string;
  webhook_id: WebhookId;
  event_id: WebhookDelivery['eventId'];
  type: string;
  state: string;
  attempt: number;
  run_at: Date;
  last_status_code: number | null;
  last_error: string | null;
  seq: number;
  created_at: Date;
  finished_at: Date | null;
}

function presentDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    eventType: EventType.parse(row.type),
    state: DeliveryState.parse(row.state),
    attempts: row.attempt,
    nextAttemptAt: row.state === 'pending' ? row.run_at.toISOString() : null,
    lastStatusCode: row.last_status_code,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** Reads endpoints and their deliveries, within what the caller may see. */
@Injectable()
export class WebhooksQueries {
  constructor(private readonly database: Database) {}

  /** Newest first; uses webhooks_by_tenant, since ids are in the order of time. */
  async list(caller: Caller, query: WebhooksQuery): Promise<Page<Webhook>> {
    const { instanceIds } = caller;
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const rows = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhooks')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .$if(query.instanceId !== undefined, (select) =>
          select.where('instance_id', '=', query.instanceId ?? null),
        )
        .$if(instanceIds !== undefined, (select) =>
          select.where(sql<boolean>`instance_id = any(${[...(instanceIds ?? [])]}::uuid[])`),
        )
        .$if(before !== undefined, (select) => select.where(sql<boolean>`id < ${before?.id}::uuid`))
        .orderBy('id', 'desc')
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(rows, query.limit, presentWebhook, (row) => ({ sortValue: '', id: row.id }));
  }

  /** @throws AppError not_found */
  async get(caller: Caller, id: WebhookId): Promise<Webhook> {
    const row = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhooks')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (row === undefined || !mayUseInstance(caller, row.instance_id)) throw notFound('Webhook');
    return presentWebhook(row);
  }

  /** Newest first; uses webhook_deliveries_by_webhook, for failed ones webhook_deliveries_failed. @throws AppError not_found */
  async deliveries(
    caller: Caller,
    id: WebhookId,
    query: WebhookDeliveriesQuery,
  ): Promise<Page<WebhookDelivery>> {
    await this.get(caller, id);
    const before = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
    const rows: DeliveryRow[] = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhook_deliveries as d')
        .innerJoin('events as e', 'e.id', 'd.event_id')
        .select([
          'd.id',
          'd.webhook_id',
          'd.event_id',
          'e.type',
          'd.state',
          'd.attempt',
          'd.run_at',
          'd.last_status_code',
        ])
        .select(['d.last_error', 'd.seq', 'd.created_at', 'd.finished_at'])
        .where('d.tenant_id', '=', caller.tenantId)
        .where('d.webhook_id', '=', id)
        .$if(query.state !== undefined, (select) => select.where('d.state', '=', query.state ?? ''))
        .$if(before !== undefined, (select) =>
          select.where(sql<boolean>`d.seq < ${before?.sortValue}::bigint`),
        )
        .orderBy('d.seq', 'desc')
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(rows, query.limit, presentDelivery, (row) => ({ sortValue: String(row.seq), id: row.id }));
  }
}
