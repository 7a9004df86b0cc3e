import { z } from 'zod';
import { eventCatalogue } from './event-catalogue.ts';
import { EventEnvelope, EventType } from './events.ts';
import { EventId, WebhookDeliveryId, WebhookId, WebhookReplayId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

export const DeliveryState = z.enum(['pending', 'delivering', 'delivered', 'failed']).meta({
  id: 'DeliveryState',
  description:
    'pending: waits for its (next) try; delivering: a request is on its way; failed: given up after the last retry.',
});
export type DeliveryState = z.infer<typeof DeliveryState>;

const deliveryExample = {
  id: '0198f3c0-0000-7000-8000-00000000000c',
  webhookId: '0198f3c0-0000-7000-8000-000000000005',
  eventId: '0198f3c0-0000-7000-8000-00000000000a',
  eventType: 'message.received' as const,
  state: 'pending' as const,
  attempts: 1,
  nextAttemptAt: '2026-11-24T12:00:05.000Z',
  lastStatusCode: 503,
  lastError: 'http_503',
  createdAt: '2026-11-24T12:00:00.000Z',
  finishedAt: null,
};

export const WebhookDelivery = z
  .object({
    id: WebhookDeliveryId,
    webhookId: WebhookId,
    eventId: EventId.describe('Also the `webhook-id` header of every attempt'),
    eventType: EventType,
    state: DeliveryState,
    attempts: z.int().describe('Requests made so far'),
    nextAttemptAt: Timestamp.nullable().describe('For pending'),
    lastStatusCode: z.int().nullable(),
    lastError: z.string().nullable(),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'WebhookDelivery', example: deliveryExample });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryPage = pageOf(WebhookDelivery).meta({ id: 'WebhookDeliveryPage' });
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;

/** `GET /webhooks/:id/deliveries`, newest first. */
export const WebhookDeliveriesQuery = PageQuery.extend({
  state: DeliveryState.optional().describe('Only deliveries in this state'),
  eventType: EventType.optional().describe('Only events of this type'),
  eventId: EventId.optional().describe('Only this event, the `webhook-id` that a receiver saw'),
  from: Timestamp.optional().describe('Only deliveries made at this time or later'),
  to: Timestamp.optional().describe('Only deliveries made before this time'),
  statusCode: z.coerce
    .number()
    .int()
    .min(100)
    .max(599)
    .optional()
    .describe('Only those last answered with it'),
});
export type WebhookDeliveriesQuery = z.infer<typeof WebhookDeliveriesQuery>;

const ms = z.int().nullable();

/** Milliseconds of one request. Those of connecting are null when a kept-alive connection was used. */
export const AttemptTimings = z
  .object({
    dns: ms.describe('Looking up the name; null for a numeric address'),
    connect: ms.describe('From there to a TCP connection'),
    tls: ms.describe('From there to a TLS session; null for http'),
    firstByte: ms.describe('From the start to the headers of the answer'),
    total: z.int().describe('From the start to the end of what was read'),
  })
  .meta({ id: 'AttemptTimings', example: { dns: 3, connect: 20, tls: 31, firstByte: 84, total: 85 } });
export type AttemptTimings = z.infer<typeof AttemptTimings>;

const attemptExample = {
  id: '0198f3c0-0000-7000-8000-00000000000d',
  attempt: 1,
  isProbe: false,
  requestHeaders: {
    'content-type': 'application/json',
    'webhook-id': '0198f3c0-0000-7000-8000-00000000000a',
    'webhook-timestamp': '1795521600',
    'webhook-signature': 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  },
  statusCode: 503,
  responseHeaders: { 'retry-after': '5' },
  responseBody: 'try later',
  error: 'http_503',
  timings: { dns: 3, connect: 20, tls: 31, firstByte: 84, total: 85 },
  createdAt: '2026-11-24T12:00:00.000Z',
};

export const WebhookAttempt = z
  .object({
    id: z.uuid(),
    attempt: z.int().describe('1 for the first request'),
    isProbe: z
      .boolean()
      .describe('It asked whether an endpoint that kept failing is back, and does not count as a retry'),
    requestHeaders: z.record(z.string(), z.string()).describe('With `••••` for the values of custom headers'),
    statusCode: z.int().nullable().describe('null when no answer came'),
    responseHeaders: z.record(z.string(), z.string()).nullable(),
    responseBody: z
      .string()
      .nullable()
      .describe('First 4 KB of the answer; null when none came or it was compressed'),
    error: z
      .string()
      .nullable()
      .describe('Such as `timeout`, `connection_refused`, `tls_failed`, `http_500`; null for a success'),
    timings: AttemptTimings,
    createdAt: Timestamp,
  })
  .meta({ id: 'WebhookAttempt', example: attemptExample });
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;

/** `GET /deliveries/:id`. */
export const WebhookDeliveryDetail = WebhookDelivery.extend({
  body: EventEnvelope.describe('What every attempt sends'),
  history: z.array(WebhookAttempt).describe('The last 100 attempts, oldest first'),
}).meta({
  id: 'WebhookDeliveryDetail',
  example: {
    ...deliveryExample,
    body: eventCatalogue[deliveryExample.eventType].exampleEvent,
    history: [attemptExample],
  },
});
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>;

/** `POST /webhooks/:id/replay`. */
export const ReplayWebhook = z
  .strictObject({
    from: Timestamp.describe('Events of this time or later'),
    to: Timestamp.optional().describe('Events before this time; now when absent'),
    types: z
      .array(EventType)
      .min(1)
      .max(50)
      .optional()
      .describe('Only these, of those the webhook asks for; all it asks for when absent'),
    onlyFailed: z.boolean().default(false).describe('Only events whose delivery was given up'),
  })
  .refine(({ from, to }) => to === undefined || Date.parse(to) > Date.parse(from), {
    path: ['to'],
    message: 'must be later than from',
  })
  .meta({
    id: 'ReplayWebhook',
    example: { from: '2026-11-24T00:00:00.000Z', to: '2026-11-24T12:00:00.000Z', onlyFailed: true },
  });
export type ReplayWebhook = z.infer<typeof ReplayWebhook>;

export const ReplayState = z.enum(['running', 'completed', 'stopped']).meta({
  id: 'ReplayState',
  description:
    'running: queues its events, no faster than the endpoint takes them; completed: all are queued; stopped: ended before, on request.',
});
export type ReplayState = z.infer<typeof ReplayState>;

/** A replay and how far it is. */
export const WebhookReplay = z
  .object({
    id: WebhookReplayId,
    webhookId: WebhookId,
    from: Timestamp,
    to: Timestamp,
    types: z.array(EventType).nullable().describe('null: all that the webhook asks for'),
    onlyFailed: z.boolean(),
    state: ReplayState,
    total: z.int().nullable().describe('Events to queue; null until they are counted'),
    queued: z.int().describe('Events queued for delivery so far; stopping takes none of them back'),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({
    id: 'WebhookReplay',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000000e',
      webhookId: '0198f3c0-0000-7000-8000-000000000005',
      from: '2026-11-24T00:00:00.000Z',
      to: '2026-11-24T12:00:00.000Z',
      types: null,
      onlyFailed: true,
      state: 'running',
      total: 1200,
      queued: 500,
      createdAt: '2026-11-24T12:00:00.000Z',
      finishedAt: null,
    },
  });
export type WebhookReplay = z.infer<typeof WebhookReplay>;

export const WebhookReplayPage = pageOf(WebhookReplay).meta({ id: 'WebhookReplayPage' });
export type WebhookReplayPage = z.infer<typeof WebhookReplayPage>;

/** `GET /webhooks/:id/replays`, newest first. */
export const WebhookReplaysQuery = PageQuery;
export type WebhookReplaysQuery = z.infer<typeof WebhookReplaysQuery>;

/** `GET /webhooks/:id/stats`. */
export const WebhookStatsQuery = z.strictObject({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe('How many hours back, this one included'),
});
export type WebhookStatsQuery = z.infer<typeof WebhookStatsQuery>;

const rate = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe('Share of attempts answered 2xx in time; null without attempts');
const quantile = (text: string) =>
  z.int().nullable().describe(`${text}, in milliseconds, within 5 % or one; null without attempts`);

const figures = {
  attempts: z.int().describe('Requests made; tests do not count'),
  failures: z.int(),
  successRate: rate,
  p50: quantile('Half of the attempts took no longer'),
  p99: quantile('99 of 100 attempts took no longer'),
};

const figuresExample = { attempts: 1000, failures: 10, successRate: 0.99, p50: 84, p99: 410 };

export const WebhookStats = z
  .object({
    ...figures,
    byHour: z
      .array(z.object({ hour: Timestamp, ...figures }))
      .describe('Oldest first; hours without attempts too'),
  })
  .meta({
    id: 'WebhookStats',
    example: { ...figuresExample, byHour: [{ hour: '2026-11-24T12:00:00.000Z', ...figuresExample }] },
  });
export type WebhookStats = z.infer<typeof WebhookStats>;

/** `POST /webhooks/:id/test`; the body may be left out. */
export const TestWebhook = z
  .strictObject({
    type: EventType.default('webhook.test').describe(
      'The data sent is the example of this type; it tells no customer’s data',
    ),
  })
  .prefault({})
  .meta({ id: 'TestWebhook', example: { type: 'message.received' } });
export type TestWebhook = z.infer<typeof TestWebhook>;

/** What a test event met at the endpoint. */
export const WebhookTestResult = z
  .object({
    delivered: z.boolean().describe('The endpoint answered 2xx in time'),
    statusCode: z.int().nullable().describe('null when no answer came'),
    error: z
      .string()
      .nullable()
      .describe('Such as `timeout`, `connection_refused`, `tls_failed`, `http_500`'),
    durationMs: z.int(),
    responseBody: z.string().nullable().describe('First 4 KB of the answer'),
    eventId: EventId,
    deliveryId: WebhookDeliveryId,
    attemptId: z.uuid(),
  })
  .meta({
    id: 'WebhookTestResult',
    example: {
      delivered: true,
      statusCode: 200,
      error: null,
      durationMs: 84,
      responseBody: 'ok',
      eventId: '0198f3c0-0000-7000-8000-00000000000a',
      deliveryId: '0198f3c0-0000-7000-8000-00000000000c',
      attemptId: '0198f3c0-0000-7000-8000-00000000000d',
    },
  });
export type WebhookTestResult = z.infer<typeof WebhookTestResult>;
