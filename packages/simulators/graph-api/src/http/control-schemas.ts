import { z } from 'zod';
import type { Behaviour } from '../behaviour.ts';
import type { CustomerIdentity } from '../customers/customer-state.ts';
import type { InboundMessage } from '../customers/inbound-message.ts';
import type { FaultOrder } from '../faults/fault-rules.ts';
import { TEMPLATE_STATUSES } from '../templates/template.ts';

// Over HTTP an unlimited number is written as a word: JSON has no infinity.
const limit = z.union([z.number().positive(), z.literal('unlimited').transform(() => Infinity)]);
const callbackSchema = z.object({ url: z.url(), verifyToken: z.string() });

/** `POST /_simulator/business-accounts`. */
export const businessAccountSchema = z.strictObject({
  id: z.string().regex(/^\d+$/).optional(),
  name: z.string().optional(),
  appId: z.string().optional(),
  appName: z.string().optional(),
  appSecret: z.string().min(1).optional(),
  accessToken: z.string().min(1).optional(),
  callback: callbackSchema.optional(),
  country: z.string().optional(),
});

/** `PUT /_simulator/business-accounts/:id/callback`. */
export const callbackBodySchema = callbackSchema;

/** `POST /_simulator/phone-numbers`. */
export const phoneNumberSchema = z.strictObject({
  id: z.string().regex(/^\d+$/).optional(),
  businessAccountId: z.string(),
  displayPhoneNumber: z.string().optional(),
  verifiedName: z.string().optional(),
  throughputPerSecond: limit.optional(),
  isRegistered: z.boolean().optional(),
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
});

/** `POST /_simulator/templates/:id/verdict`. */
export const verdictSchema = z.strictObject({
  status: z.enum(TEMPLATE_STATUSES),
  reason: z.string().optional(),
});

const text = z.string().optional();

/** `POST /_simulator/faults`. */
export const faultOrderSchema = z.strictObject({
  match: z
    .strictObject({ phoneNumberId: text, to: text, endpoint: text, type: text, status: text })
    .optional(),
  times: z.union([z.number().int().positive(), z.literal('always')]).optional(),
  fault: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('latency'), ms: z.number().nonnegative() }),
    z.strictObject({
      kind: z.literal(['status', 'acceptThenStatus']),
      status: z.number().int().min(200).max(599),
      body: z.unknown().optional(),
    }),
    z.strictObject({
      kind: z.literal('error'),
      code: z.number().int(),
      details: text,
      status: z.number().int().optional(),
    }),
    z.strictObject({
      kind: z.literal('rateLimit'),
      code: z.number().int().optional(),
      retryAfterSeconds: z.number().optional(),
    }),
    z.strictObject({
      kind: z.literal(['reset', 'hang', 'acceptThenHang', 'acceptThenReset', 'acceptThenTruncate']),
    }),
    z.strictObject({
      kind: z.literal('failStatus'),
      code: z.number().int(),
      details: text,
      after: z.enum(['accepted', 'sent', 'delivered']).optional(),
    }),
    z.strictObject({
      kind: z.literal(['skipSent', 'skipDelivered', 'skipRead', 'lose', 'reorder', 'badSignature']),
    }),
    z.strictObject({
      kind: z.literal('hold'),
      messageStatus: z.enum(['held_for_quality_assessment', 'paused']),
    }),
    z.strictObject({ kind: z.literal('duplicate'), copies: z.number().int().positive().optional() }),
    z.strictObject({ kind: z.literal('delay'), ms: z.number().nonnegative() }),
    z.strictObject({ kind: z.literal('batch'), size: z.number().int().min(1).max(1000) }),
  ]),
}) satisfies z.ZodType<FaultOrder>;

const delay = z.union([
  z.number().nonnegative(),
  z.tuple([z.number().nonnegative(), z.number().nonnegative()]),
]);
const milliseconds = z.number().nonnegative();

/** `PATCH /_simulator/behaviour`. */
export const behaviourSchema = z
  .strictObject({
    sentDelayMs: delay,
    deliveredDelayMs: delay,
    readDelayMs: delay,
    replyDelayMs: delay,
    customersRead: z.boolean(),
    window: z.enum(['async', 'sync', 'open']),
    webhookVersion: z.string().regex(/^v\d+\.\d$/),
    pairRateLimit: z.union([
      z.literal(false),
      z.strictObject({ burst: z.number().positive(), refillMs: z.number().positive() }),
    ]),
    webhookRetryDelaysMs: z.array(milliseconds),
    webhookBatchWindowMs: milliseconds,
    webhookBatchMax: z.number().int().min(1).max(1000),
    webhookConcurrency: z.number().int().min(1).max(64),
    webhookTimeoutMs: z.number().positive(),
    mediaUrlLifetimeMs: milliseconds,
    uploadedMediaLifetimeMs: milliseconds,
    inboundMediaLifetimeMs: milliseconds,
    mediaLinks: z.enum(['trust', 'fetch']),
    templateReview: z.enum(['approve', 'manual']),
    templateReviewDelayMs: delay,
    httpStatusByCode: z.record(z.coerce.number(), z.number().int()),
    magicRecipients: z.boolean(),
  } satisfies Record<keyof Behaviour, z.ZodType>)
  .partial();

/** `POST /_simulator/customers`: a fixed reply, or `echo` for the text that came. */
export const customerSchema = z.strictObject({
  phoneNumberId: z.string(),
  waId: z.string().regex(/^\d+$/).optional(),
  userId: z.string().optional(),
  username: z.string().optional(),
  name: z.string().optional(),
  countryCode: z.string().optional(),
  reads: z.boolean().optional(),
  isOnWhatsApp: z.boolean().optional(),
  isOnline: z.boolean().optional(),
  autoReply: z.union([z.strictObject({ text: z.string() }), z.literal('echo')]).optional(),
}) satisfies z.ZodType<CustomerIdentity>;

const object = z.record(z.string(), z.unknown());
const options = { replyTo: text, isForwarded: z.boolean().optional(), referral: object.optional() };
const fileSchema = z
  .strictObject({
    base64: z.base64(),
    mimeType: z.string(),
    caption: text,
    filename: text,
    voice: z.boolean().optional(),
    animated: z.boolean().optional(),
  })
  .transform(({ base64, ...file }) => ({ ...file, bytes: Buffer.from(base64, 'base64') }));

/** `POST /_simulator/customers/:phoneNumberId/:key/messages`; files are given in base64. */
export const inboundMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.strictObject({ body: z.string() }), ...options }),
  z.strictObject({
    type: z.literal(['image', 'video', 'audio', 'document', 'sticker']),
    file: fileSchema,
    ...options,
  }),
  z.strictObject({
    type: z.literal('location'),
    location: z.strictObject({
      latitude: z.number(),
      longitude: z.number(),
      name: text,
      address: text,
      url: text,
    }),
    ...options,
  }),
  z.strictObject({ type: z.literal('contacts'), contacts: z.array(object), ...options }),
  z.strictObject({
    type: z.literal('reaction'),
    reaction: z.strictObject({ message_id: z.string(), emoji: text }),
    ...options,
  }),
  z.strictObject({
    type: z.literal('button'),
    button: z.strictObject({ payload: z.string(), text: z.string() }),
    ...options,
  }),
  z.strictObject({ type: z.literal('interactive'), interactive: object, ...options }),
  z.strictObject({ type: z.literal('order'), order: object, ...options }),
  z.strictObject({ type: z.literal('system'), system: object, ...options }),
  z.strictObject({ type: z.literal('unsupported'), unsupportedType: text, ...options }),
]) satisfies z.ZodType<InboundMessage>;

/** `GET /_simulator/ledger`: the newest accepted messages that match. */
export const ledgerQuerySchema = z.strictObject({
  callbackData: text,
  wamid: text,
  phoneNumberId: text,
  to: text,
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
});
