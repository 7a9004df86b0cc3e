import { z } from 'zod';
import type { OutgoingMessage } from '../messages/outgoing-message.ts';

const extras = {
  replyTo: z.string().optional(),
  mentions: z.array(z.string()).optional(),
  isForwarded: z.boolean().optional(),
  ephemeralSeconds: z.number().int().positive().optional(),
  isViewOnce: z.boolean().optional(),
};

/** A file over HTTP: its bytes in base64. */
const file = z
  .strictObject({
    base64: z.base64(),
    mimeType: z.string().min(1),
    caption: z.string().optional(),
    filename: z.string().optional(),
    seconds: z.number().nonnegative().optional(),
  })
  .transform(({ base64, ...facts }) => ({ ...facts, bytes: Buffer.from(base64, 'base64') }));

const place = { latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) };

/** What `POST /control/accounts/:phone/send` takes as `content`: a message of any type. */
export const messageSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...extras, type: z.literal('text'), text: z.string() }),
  z.strictObject({
    ...extras,
    type: z.literal(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
    file,
  }),
  z.strictObject({
    ...extras,
    ...place,
    type: z.literal('location'),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  z.strictObject({ ...extras, ...place, type: z.literal('liveLocation'), caption: z.string().optional() }),
  z.strictObject({
    ...extras,
    type: z.literal('contacts'),
    contacts: z.array(z.strictObject({ name: z.string(), phoneNumber: z.string() })).min(1),
  }),
  z.strictObject({
    ...extras,
    type: z.literal('poll'),
    question: z.string(),
    options: z.array(z.string()).min(2),
    selectable: z.number().int().positive().optional(),
  }),
  z.strictObject({ ...extras, type: z.literal('pollVote'), about: z.string(), choices: z.array(z.string()) }),
  z.strictObject({ ...extras, type: z.literal('reaction'), about: z.string(), emoji: z.string() }),
  z.strictObject({ ...extras, type: z.literal('edit'), about: z.string(), text: z.string() }),
  z.strictObject({ ...extras, type: z.literal('delete'), about: z.string() }),
  z.strictObject({
    ...extras,
    type: z.literal(['buttonReply', 'listReply']),
    id: z.string(),
    title: z.string(),
  }),
  z.strictObject({ ...extras, type: z.literal('unknown') }),
]) satisfies z.ZodType<OutgoingMessage>;
