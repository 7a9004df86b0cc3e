import { Injectable } from '@nestjs/common';
import {
  EventEnvelope,
  type Page,
  type WebhookDeliveriesQuery,
  type WebhookDelivery,
  type WebhookDeliveryDetail,
  type WebhookDeliveryId,
  type WebhookId,
} from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { presentEvent } from '../../events/index.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { decodeCursor, toPage } from '../../platform/http/cursor.ts';
import { presentAttempt, presentDelivery, type DeliveryRow } from './present-delivery.ts';
import { mayUseWebhookOf } from '../endpoints/webhook-reach.ts';
import { WebhooksQueries } from '../endpoints/webhooks.queries.ts';

const EventData = EventEnvelope.shape.data;
const MOST_ATTEMPTS = 100;

/** A place in the list: the exact time as PostgreSQL writes it, and the number that orders what happened at one time. */
const Place = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\d.+:-]*$/),
  z.string().regex(/^\d{1,19}$/),
]);

function placeOf(cursor: string): { at: string; seq: string } {
  const place = Place.safeParse(decodeCursor(cursor).sortValue.split('|'));
  if (!place.success) throw new AppError('invalid_cursor');
  const [at, seq] = place.data;
  return { at, seq };
}

const columns = [
  'd.id',
  'd.webhook_id',
  'd.event_id',
  'd.event_type',
  'd.state',
  'd.attempt',
  'd.run_at',
  'd.last_status_code',
  'd.last_error',
  'd.created_at',
  'd.finished_at',
] as const;

/** Reads deliveries and their attempts, within what the caller may see. */
@Injectable()
export class DeliveriesQueries {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhooksQueries,
  ) {}

  /** Newest first; uses webhook_deliveries_by_webhook, or _failed for failed ones, or _by_event for one event. @throws AppError not_found */
  async list(caller: Caller, id: WebhookId, query: WebhookDeliveriesQuery): Promise<Page<WebhookDelivery>> {
    await this.webhooks.get(caller, id);
    const before = query.cursor === undefined ? undefined : placeOf(query.cursor);
    const { state, eventType, eventId, statusCode, from, to } = query;
    const rows: (DeliveryRow & { place: string })[] = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('webhook_deliveries as d')
        .select(columns)
        .select(sql<string>`d.created_at::text || '|' || d.seq`.as('place'))
        .where('d.tenant_id', '=', caller.tenantId)
        .where('d.webhook_id', '=', id)
        .$if(state !== undefined, (select) => select.where('d.state', '=', state ?? ''))
        .$if(eventType !== undefined, (select) => select.where('d.event_type', '=', eventType ?? null))
        .where((where) => where.and(eventId === undefined ? [] : [where('d.event_id', '=', eventId)]))
        .$if(statusCode !== undefined, (select) =>
          select.where('d.last_status_code', '=', statusCode ?? null),
        )
        .$if(from !== undefined, (select) => select.where('d.created_at', '>=', new Date(from ?? 0)))
        .$if(to !== undefined, (select) => select.where('d.created_at', '<', new Date(to ?? 0)))
        .$if(before !== undefined, (select) =>
          select.where(
            sql<boolean>`(d.created_at, d.seq) < (${before?.at}::timestamptz, ${before?.seq}::bigint)`,
          ),
        )
        .orderBy('d.created_at', 'desc')
        .orderBy('d.seq', 'desc')
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(rows, query.limit, presentDelivery, (row) => ({ sortValue: row.place, id: row.id }));
  }

  /** With what it sends, and every attempt. @throws AppError not_found */
  async get(caller: Caller, id: WebhookDeliveryId): Promise<WebhookDeliveryDetail> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const row = await tx
        .selectFrom('webhook_deliveries as d')
        .innerJoin('events as e', 'e.id', 'd.event_id')
        .innerJoin('webhooks as w', 'w.id', 'd.webhook_id')
        .select(columns)
        .select(['e.data', 'e.instance_id as instanceId', 'e.conversation_id as conversationId'])
        .select(['e.seq as sequence', 'e.created_at as at', 'w.instance_id as webhookOf'])
        .where('d.tenant_id', '=', tenantId)
        .where('d.id', '=', id)
        .executeTakeFirst();
      if (row === undefined || !mayUseWebhookOf(caller, row.webhookOf)) throw notFound('Delivery');
      const newestFirst = await tx
        .selectFrom('webhook_attempts')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('delivery_id', '=', id)
        .orderBy('attempt', 'desc')
        .limit(MOST_ATTEMPTS)
        .execute();
      const { event_id, event_type: type, data, ...event } = row;
      return {
        ...presentDelivery(row),
        body: presentEvent({ ...event, id: event_id, type, tenantId, data: EventData.parse(data) }),
        history: newestFirst.toReversed().map(presentAttempt),
      };
    });
  }
}
