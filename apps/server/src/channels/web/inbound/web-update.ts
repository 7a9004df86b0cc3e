import { z } from 'zod';

const text = z.string().nullish();

/** Which message: the chat, who sent it, and the other addresses of both. */
export const MessageKey = z.looseObject({
  remoteJid: z.string(),
  remoteJidAlt: text,
  remoteJidUsername: text,
  fromMe: z.boolean().nullish(),
  id: z.string().min(1),
  participant: text,
  participantAlt: text,
  participantUsername: text,
});
export type MessageKey = z.infer<typeof MessageKey>;

/** The content of a message: WhatsApp's protocol buffer as JSON, bytes in base64, enumerations by name or number. */
export const Content = z.record(z.string(), z.unknown());
export type Content = z.infer<typeof Content>;

export const WebMessage = z.looseObject({
  key: MessageKey,
  message: Content.nullish(),
  /** Seconds. */
  messageTimestamp: z.coerce.number().nullish(),
  pushName: text,
  verifiedBizName: text,
  participant: text,
  messageStubType: z.union([z.string(), z.number()]).nullish(),
  messageStubParameters: z.array(z.unknown()).nullish(),
});
export type WebMessage = z.infer<typeof WebMessage>;

/** What session-events.ts stores of each thing that came in, and interpret.ts reads. */
export const WebUpdate = z.discriminatedUnion('update', [
  z.object({
    update: z.literal('message'),
    message: WebMessage,
    /** The options chosen by a vote, when it could be read. */
    vote: z.array(z.string()).optional(),
  }),
  z.object({
    update: z.literal('status'),
    whatsappId: z.string(),
    status: z.enum(['sent', 'delivered', 'read', 'failed']),
    at: z.iso.datetime(),
    error: z.object({ code: z.string(), detail: z.string() }).optional(),
    /** In a group: whose receipt it is. */
    participant: z.string().optional(),
    isPlayed: z.boolean().optional(),
  }),
  z.object({ update: z.literal('mappings'), pairs: z.array(z.object({ lid: z.string(), pn: z.string() })) }),
  z.object({ update: z.literal('notice'), topic: z.string(), details: z.record(z.string(), z.unknown()) }),
]);
export type WebUpdate = z.infer<typeof WebUpdate>;
export type MessageUpdate = Extract<WebUpdate, { update: 'message' }>;
