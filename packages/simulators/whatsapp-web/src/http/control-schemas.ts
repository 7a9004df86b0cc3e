import { z } from 'zod';
import type { AccountInput } from '../accounts/account.ts';
import type { Conduct } from '../accounts/conduct.ts';
import type { FaultOrder } from '../faults/fault-rules.ts';
import { messageSchema } from './message-schema.ts';

const milliseconds = z.number().nonnegative();
const seconds = z.number().int().nonnegative();
const phoneNumber = z.string().regex(/\d/, 'A phone number has digits');

// Over HTTP a reply is a fixed text, or the word "echo".
const autoReply = z
  .union([z.strictObject({ text: z.string() }), z.literal('echo'), z.null()])
  .transform((reply): Conduct['autoReply'] => {
    if (reply === null) return undefined;
    return reply === 'echo' ? (text) => text : () => reply.text;
  });

const conduct = z.strictObject({
  reads: z.enum(['automatic', 'never']).optional(),
  readDelayMs: milliseconds.optional(),
  deliveryDelayMs: milliseconds.optional(),
  isOnline: z.boolean().optional(),
  autoReply: autoReply.optional(),
});

/** `POST /control/accounts`. */
export const accountSchema = z
  .strictObject({
    phoneNumber,
    name: z.string().min(1).optional(),
    lid: z
      .string()
      .regex(/^\d+(@lid)?$/)
      .optional(),
    conduct: conduct.optional(),
  })
  .transform(({ conduct: given, ...input }): AccountInput => ({
    ...input,
    conduct: given && present(given),
  }));

/** `PATCH /control/accounts/:phone`. */
export const accountChangeSchema = z.strictObject({
  name: z.string().min(1).optional(),
  about: z.string().optional(),
  pictureUrl: z.url().optional(),
  conduct: conduct.transform(present).optional(),
  reachoutTimelock: z
    .strictObject({
      isActive: z.boolean(),
      endsAtSeconds: seconds.optional(),
      enforcementType: z.string().optional(),
    })
    .optional(),
  newChatCap: z
    .strictObject({
      totalQuota: z.number().int().nonnegative(),
      usedQuota: z.number().int().nonnegative(),
      status: z.enum(['NONE', 'FIRST_WARNING', 'SECOND_WARNING', 'CAPPED']),
      cycleStartSeconds: seconds.optional(),
      cycleEndSeconds: seconds.optional(),
    })
    .optional(),
});

/** `POST /control/accounts/:phone/scan`. */
export const scanSchema = z.strictObject({ qr: z.string().min(1) });

/** `POST /control/accounts/:phone/pairing-code`. */
export const pairingCodeSchema = z.strictObject({ code: z.string().min(8), waitMs: milliseconds.optional() });

/** `POST /control/accounts/:phone/send`: a text, a message of any type, or content in the JSON form of the protocol's own schema. */
export const sendSchema = z
  .strictObject({
    to: z.string().min(1),
    text: z.string().min(1).optional(),
    content: messageSchema.optional(),
    message: z.record(z.string(), z.unknown()).optional(),
    whatsappId: z.string().min(1).optional(),
    as: z.enum(['pn', 'lid']).optional(),
  })
  .refine(
    ({ text, content, message }) =>
      [text, content, message].filter((given) => given !== undefined).length === 1,
    { message: 'Give either "text", "content" or "message"' },
  );

/** `GET /control/ledger`. */
export const ledgerQuerySchema = z.strictObject({
  whatsappId: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});

const code = z.number().int().min(100).max(999);
const moment = z.enum(['now', 'login', 'message', 'acceptedMessage']).optional();

/** `POST /control/faults`. */
export const faultOrderSchema = z.strictObject({
  match: z
    .strictObject({
      account: phoneNumber.optional(),
      device: z.number().int().nonnegative().optional(),
      peer: z.string().optional(),
      stanza: z.string().optional(),
      xmlns: z.string().optional(),
    })
    .optional(),
  times: z.union([z.number().int().positive(), z.literal('always')]).optional(),
  fault: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('streamError'), code, moment }),
    z.strictObject({ kind: z.literal('drop'), moment }),
    z.strictObject({ kind: z.literal(['loginFailure', 'ackError']), code }),
    z.strictObject({ kind: z.literal('lateAck'), ms: milliseconds }),
    z.strictObject({ kind: z.literal('delayOffline'), ms: milliseconds.optional() }),
    z.strictObject({ kind: z.literal('duplicate'), copies: z.number().int().min(2).optional() }),
    z.strictObject({ kind: z.literal('undecryptable'), how: z.enum(['garbage', 'unavailable']).optional() }),
    z.strictObject({ kind: z.literal('mediaGone'), status: code.optional() }),
    z.strictObject({
      kind: z.literal([
        'dropBeforeOffline',
        'silence',
        'offlineZero',
        'append',
        'noAck',
        'retryReceipt',
        'skipDelivered',
        'skipRead',
        'flipAddressing',
      ]),
    }),
  ]),
}) satisfies z.ZodType<FaultOrder>;

/** What was given, without what was left out: a change must not set the rest to nothing. */
function present(given: z.output<typeof conduct>): Partial<Conduct> {
  const change: Partial<Conduct> = {};
  if (given.reads !== undefined) change.reads = given.reads;
  if (given.readDelayMs !== undefined) change.readDelayMs = given.readDelayMs;
  if (given.deliveryDelayMs !== undefined) change.deliveryDelayMs = given.deliveryDelayMs;
  if (given.isOnline !== undefined) change.isOnline = given.isOnline;
  if ('autoReply' in given) change.autoReply = given.autoReply;
  return change;
}
