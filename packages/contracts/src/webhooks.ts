import { z } from 'zod';
import { EventFilter } from './events.ts';
import { InstanceId, WebhookId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

const LONGEST_DELAY_MS = 24 * 3_600_000;

/** When a delivery that failed is tried again: after `retryDelay`, then by the strategy, each ± 20 %, never beyond `maxDelay`. */
export const RetryConfig = z
  .strictObject({
    maxRetries: z.int().min(0).max(20).default(3).describe('Tries after the first one'),
    retryDelay: z
      .int()
      .min(100)
      .max(3_600_000)
      .default(5_000)
      .describe('Milliseconds before the first retry'),
    strategy: z
      .enum(['exponential', 'linear', 'constant'])
      .default('exponential')
      .describe('The delay doubles each time, grows by `retryDelay` each time, or stays'),
    maxDelay: z
      .int()
      .min(100)
      .max(LONGEST_DELAY_MS)
      .default(LONGEST_DELAY_MS)
      .describe('Milliseconds that no delay exceeds'),
  })
  .refine(({ retryDelay, maxDelay }) => maxDelay >= retryDelay, {
    path: ['maxDelay'],
    message: 'must not be less than retryDelay',
  })
  .meta({
    id: 'RetryConfig',
    example: { maxRetries: 3, retryDelay: 5000, strategy: 'exponential', maxDelay: 86400000 },
  });
export type RetryConfig = z.infer<typeof RetryConfig>;

const url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .describe('Public http or https address that takes the POST');
const events = z
  .array(EventFilter)
  .min(1)
  .max(50)
  .describe('Event types to deliver; `message.*` is a family of them, `*` all');
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

// What Recado itself says in a request, and what belongs to a single connection (RFC 9110, 7.6.1).
const RESERVED_HEADERS =
  /^(host|content-(length|type|encoding)|transfer-encoding|accept-encoding|connection|keep-alive|upgrade|te|trailer|expect|user-agent|webhook-.*|x-hub-signature.*|recado-.*|proxy-.*)$/i;

const headerName = z
  .string()
  .max(100)
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of a header')
  .refine((name) => !RESERVED_HEADERS.test(name), { message: 'is a header that Recado sets itself' });

const headers = z
  .record(
    headerName,
    z
      .string()
      .max(1_000)
      .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII'),
  )
  .refine((given) => Object.keys(given).length <= 20, { message: 'must be at most 20' })
  .refine(
    (given) => {
      const names = Object.keys(given).map((name) => name.toLowerCase());
      return new Set(names).size === names.length;
    },
    { message: 'must not name a header twice' },
  );

const description = z.string().max(500).nullable();
const rateLimit = z.int().min(1).max(1_000).nullable();
const connectTimeoutMs = z.int().min(500).max(5_000);
const timeoutMs = z.int().min(1_000).max(30_000);

/** `POST /webhooks`. */
export const CreateWebhook = z
  .strictObject({
    instanceId: InstanceId.nullable()
      .default(null)
      .describe('The instance whose events it gets; null or absent for those of all of the tenant'),
    url,
    events,
    description: description.default(null).describe('For people'),
    secret: secret.optional().describe(`${secret.description ?? ''} Generated when absent.`),
    headers: headers
      .default({})
      .describe(
        'Headers to send along, at most 20. Their values are kept encrypted and are not shown again.',
      ),
    retryConfig,
    ordered: z
      .boolean()
      .default(false)
      .describe('Deliver the events of a conversation one after another; a retry holds back those behind it'),
    rateLimit: rateLimit.default(null).describe('Requests a second at most; null is no limit'),
    connectTimeoutMs: connectTimeoutMs.default(5_000).describe('Time to connect, in milliseconds'),
    timeoutMs: timeoutMs
      .default(15_000)
      .describe('Time for the whole exchange with connecting and the body, in milliseconds'),
    hubSignature: z
      .boolean()
      .default(false)
      .describe(
        'Also send `x-hub-signature-256: sha256=` and the HMAC-SHA256 of the body in hex, as Meta does. Its key is the same, so give a `secret` of plain text.',
      ),
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
    instanceId: InstanceId.nullable().optional().describe('May be repeated, not changed'),
    url,
    events,
    description: description.optional(),
    secret: secret
      .optional()
      .describe(
        `${secret.description ?? ''} Kept when absent. The old one ends at once; POST /webhooks/:id/rotate-secret lets both sign for a day.`,
      ),
    headers: headers.optional().describe('All of them anew; kept when absent'),
    retryConfig,
    ordered: z.boolean().optional().describe('For events from now on'),
    rateLimit: rateLimit.optional(),
    connectTimeoutMs: connectTimeoutMs.optional(),
    timeoutMs: timeoutMs.optional(),
    hubSignature: z.boolean().optional(),
    isActive: z.boolean().optional().describe('false holds what waits; true delivers it. Kept when absent'),
  })
  .meta({
    id: 'UpdateWebhook',
    example: { url: 'https://example.com/hooks/recado', events: ['message.*'], isActive: true },
  });
export type UpdateWebhook = z.infer<typeof UpdateWebhook>;

const example = {
  id: '0198f3c0-0000-7000-8000-000000000005',
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  url: 'https://example.com/hooks/recado',
  events: ['message.received' as const, 'message.delivered' as const],
  description: null,
  headerNames: ['x-tenant'],
  retryConfig: { maxRetries: 3, retryDelay: 5000, strategy: 'exponential' as const, maxDelay: 86_400_000 },
  ordered: false,
  rateLimit: null,
  connectTimeoutMs: 5000,
  timeoutMs: 15_000,
  hubSignature: false,
  isActive: true,
  disabledReason: null,
  failingSince: null,
  pausedUntil: null,
  previousSecretUntil: null,
  lastCalled: '2026-11-24T12:00:00.000Z',
  createdAt: '2026-11-24T12:00:00.000Z',
  updatedAt: '2026-11-24T12:00:00.000Z',
};

export const Webhook = z
  .object({
    id: WebhookId,
    instanceId: InstanceId.nullable().describe('null: all instances of the tenant'),
    url: z.string(),
    events: z.array(EventFilter),
    description: z.string().nullable(),
    headerNames: z.array(z.string()).describe('Custom headers that are sent along; their values are secret'),
    retryConfig: RetryConfig,
    ordered: z.boolean(),
    rateLimit: z.int().nullable().describe('Requests a second'),
    connectTimeoutMs: z.int(),
    timeoutMs: z.int(),
    hubSignature: z.boolean(),
    isActive: z.boolean(),
    disabledReason: z.string().nullable().describe('Why Recado switched it off; null when it did not'),
    failingSince: Timestamp.nullable().describe('First failure since the last success'),
    pausedUntil: Timestamp.nullable().describe(
      'No request before this time: the endpoint failed too often, or asked for patience',
    ),
    previousSecretUntil: Timestamp.nullable().describe('Until then the secret before this one signs too'),
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
  instanceId: InstanceId.optional().describe(
    'Only webhooks of this one instance, not those of all instances',
  ),
});
export type WebhooksQuery = z.infer<typeof WebhooksQuery>;

/** `POST /webhooks/:id/rotate-secret`; the body may be left out. */
export const RotateWebhookSecret = z
  .strictObject({
    secret: secret.optional().describe(`${secret.description ?? ''} Generated when absent.`),
    force: z
      .boolean()
      .default(false)
      .describe('Rotate although the last rotation is less than 24 hours old; the secret before it ends now'),
  })
  .prefault({})
  .meta({ id: 'RotateWebhookSecret', example: { force: false } });
export type RotateWebhookSecret = z.infer<typeof RotateWebhookSecret>;

export const RotatedWebhookSecret = z
  .object({
    secret: z.string().describe('The new key in Standard Webhooks form; it is never shown again'),
    previousSecretUntil: Timestamp.describe('Until then requests carry a signature by the old key too'),
  })
  .meta({
    id: 'RotatedWebhookSecret',
    example: {
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      previousSecretUntil: '2026-11-25T12:00:00.000Z',
    },
  });
export type RotatedWebhookSecret = z.infer<typeof RotatedWebhookSecret>;
