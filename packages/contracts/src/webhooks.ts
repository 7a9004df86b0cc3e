import { z } from 'zod';
import { EventFilter, EventType } from './events.ts';
import { EventId, InstanceId, WebhookId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

/** When a delivery that failed is tried again: after `retryDelay`, then twice that, and so on, each ± 20 %, at most a day. */
export const RetryConfig = z
  .strictObject({
    maxRetries: z.int().min(0).max(20).default(3).describe('Tries after the first one'),
    retryDelay: z
      .int()
      .min(100)
      .max(3_600_000)
      .default(5_000)
      .describe('Milliseconds before the first retry; doubles each time'),
  })
  .meta({ id: 'RetryConfig', example: { maxRetries: 3, retryDelay: 5000 } });
export type RetryConfig = z.infer<typeof RetryConfig>;

const url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .describe('Public http or https address that takes the POST');
const events = z.array(EventFilter).min(1).max(50).describe('Event types to deliver; `*` is all');
const retryConfig = RetryConfig.prefault({});

const isBase64Key = (text: string): boolean => {
  const bytes = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
    ? (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)
    : 0;
  return bytes >= 24 && bytes <= 64;
};

const plainSecretBytes = (text: string): number => new TextEncoder().encode(text).length;

const secret = z
  .string()
  .refine(
    (text) =>
      text.startsWith('whsec_')
        ? isBase64Key(text.slice('whsec_'.length))
        : plainSecretBytes(text) >= 16 && plainSecretBytes(text) <= 64,
    { message: 'must be whsec_ and 24 to 64 bytes in base64, or any text of 16 to 64 bytes' },
  )
  .describe(
    'Key of the signatures. `whsec_…` is used as it is; of any other text of 16 to 64 bytes the bytes are the key, so that its Standard Webhooks form is `whsec_` and the text in base64.',
  );

/** `POST /webhooks`. */
export const CreateWebhook = z
  .strictObject({
    instanceId: InstanceId,
    url,
    events,
    secret: secret.optional().describe(`${secret.description ?? ''} Generated when absent.`),
    retryConfig,
  })
  .meta({
    id: 'CreateWebhook',
    example: {
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      url: 'https://example.com/hooks/recado',
      events: ['message.received', 'message.delivered'],
      retryConfig: { maxRetries: 3, retryDelay: 5000 },
    },
  });
export type CreateWebhook = z.infer<typeof CreateWebhook>;

/** `PUT /webhooks/:id`: replaces all of it; what is optional and absent stays, except `retryConfig`, which gets its defaults. */
export const UpdateWebhook = z
  .strictObject({
    instanceId: InstanceId.optional().describe('May be repeated, not changed'),
    url,
    events,
    secret: secret.optional().describe(`${secret.description ?? ''} Kept when absent.`),
    retryConfig,
    isActive: z.boolean().optional().describe('false holds what waits; true delivers it. Kept when absent'),
  })
  .meta({
    id: 'UpdateWebhook',
    example: { url: 'https://example.com/hooks/recado', events: ['*'], isActive: true },
  });
export type UpdateWebhook = z.infer<typeof UpdateWebhook>;

const example = {
  id: '0198f3c0-0000-7000-8000-000000000005',
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  url: 'https://example.com/hooks/recado',
  events: ['message.received' as const, 'message.delivered' as const],
  retryConfig: { maxRetries: 3, retryDelay: 5000 },
  isActive: true,
  disabledReason: null,
  failingSince: null,
  lastCalled: '2026-11-24T12:00:00.000Z',
  createdAt: '2026-11-24T12:00:00.000Z',
  updatedAt: '2026-11-24T12:00:00.000Z',
};

export const Webhook = z
  .object({
    id: WebhookId,
    instanceId: InstanceId,
    url: z.string(),
    events: z.array(EventFilter),
    retryConfig: RetryConfig,
    isActive: z.boolean(),
    disabledReason: z.string().nullable().describe('Why Recado switched it off; null when it did not'),
    failingSince: Timestamp.nullable().describe('First failure since the last success'),
    lastCalled: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Webhook', example });
export type Webhook = z.infer<typeof Webhook>;

/** The answer of `POST /webhooks`, the only one that shows the secret. */
export const WebhookWithSecret = Webhook.extend({
  secret: z.string().describe('Key of the signatures in Standard Webhooks form; it is never shown again'),
}).meta({
  id: 'WebhookWithSecret',
  example: { ...example, lastCalled: null, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
});
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const WebhookPage = pageOf(Webhook).meta({ id: 'WebhookPage' });
export type WebhookPage = z.infer<typeof WebhookPage>;

/** `GET /webhooks`. */
export const WebhooksQuery = PageQuery.extend({
  instanceId: InstanceId.optional().describe('Only webhooks of this instance'),
});
export type WebhooksQuery = z.infer<typeof WebhooksQuery>;

export const DeliveryState = z.enum(['pending', 'delivering', 'delivered', 'failed']).meta({
  id: 'DeliveryState',
  description:
    'pending: waits for its (next) try; delivering: a request is on its way; failed: given up after the last retry.',
});
export type DeliveryState = z.infer<typeof DeliveryState>;

export const WebhookDelivery = z
  .object({
    id: z.uuid(),
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
  .meta({
    id: 'WebhookDelivery',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000000c',
      webhookId: '0198f3c0-0000-7000-8000-000000000005',
      eventId: '0198f3c0-0000-7000-8000-00000000000a',
      eventType: 'message.received',
      state: 'pending',
      attempts: 1,
      nextAttemptAt: '2026-11-24T12:00:05.000Z',
      lastStatusCode: 503,
      lastError: 'http_503',
      createdAt: '2026-11-24T12:00:00.000Z',
      finishedAt: null,
    },
  });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

export const WebhookDeliveryPage = pageOf(WebhookDelivery).meta({ id: 'WebhookDeliveryPage' });
export type WebhookDeliveryPage = z.infer<typeof WebhookDeliveryPage>;

/** `GET /webhooks/:id/deliveries`, newest first. */
export const WebhookDeliveriesQuery = PageQuery.extend({
  state: DeliveryState.optional().describe('Only deliveries in this state'),
});
export type WebhookDeliveriesQuery = z.infer<typeof WebhookDeliveriesQuery>;

/** What a `webhook.test` event met at the endpoint. */
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
    deliveryId: z.uuid(),
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
