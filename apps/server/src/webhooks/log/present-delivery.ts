import {
  AttemptTimings,
  DeliveryState,
  EventType,
  type WebhookAttempt,
  type WebhookDelivery,
} from '@recado/contracts';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { WebhookAttempts, WebhookDeliveries } from '../../platform/database/schema.ts';

const Headers = z.record(z.string(), z.string());
const noTimings = { dns: null, connect: null, tls: null, firstByte: null };

export type DeliveryRow = Pick<
  Selectable<WebhookDeliveries>,
  | 'id'
  | 'webhook_id'
  | 'event_id'
  | 'event_type'
  | 'state'
  | 'attempt'
  | 'run_at'
  | 'last_status_code'
  | 'last_error'
  | 'created_at'
  | 'finished_at'
>;

export function presentDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    eventType: EventType.parse(row.event_type),
    state: DeliveryState.parse(row.state),
    attempts: row.attempt,
    nextAttemptAt: row.state === 'pending' ? row.run_at.toISOString() : null,
    lastStatusCode: row.last_status_code,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** Attempts of versions that kept less show what they have. */
export function presentAttempt(row: Selectable<WebhookAttempts>): WebhookAttempt {
  return {
    id: row.id,
    attempt: row.attempt,
    isProbe: row.is_probe,
    requestHeaders: Headers.parse(row.request_headers),
    statusCode: row.status_code,
    responseHeaders: Headers.nullable().parse(row.response_headers),
    responseBody: row.response_body,
    error: row.error,
    timings: AttemptTimings.safeParse(row.timings).data ?? { ...noTimings, total: row.duration_ms },
    createdAt: row.created_at.toISOString(),
  };
}
