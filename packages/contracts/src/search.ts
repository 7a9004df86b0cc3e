import { z } from 'zod';
import { ContactId, ConversationId, InstanceId } from './ids.ts';
import { InboundType, OutboundType } from './message-types.ts';
import { MessageDirection, MessageWithContact } from './messages.ts';
import { PageQuery, pageOf } from './pages.ts';

/** `GET /messages/search`. */
export const MessageSearchQuery = PageQuery.extend({
  text: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .describe(
      'Words, each of which must be there: `"in this order"`, `-not this`, `this or that`. Portuguese and English, with or without accents; of the last word the beginning is enough',
    ),
  instanceId: InstanceId.optional().describe('Only messages of this instance'),
  conversationId: ConversationId.optional().describe('Only messages of this conversation'),
  contactId: ContactId.optional().describe('Only messages with this contact'),
  direction: MessageDirection.optional().describe('inbound: from customers; outbound: to them'),
  type: z.union([OutboundType, InboundType]).optional().describe('Only messages of this type'),
  from: z.iso.datetime({ offset: true }).optional().describe('At this time or later'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this time'),
});
export type MessageSearchQuery = z.infer<typeof MessageSearchQuery>;

/** A part of a text, from a first character up to one that is no longer in it, in UTF-16 code units as JavaScript counts. */
const TextRange = z.object({ start: z.int(), end: z.int() });

export const MessageSnippet = z
  .object({
    text: z
      .string()
      .describe('The part of the message around the first word that was found; … where it was cut'),
    marks: z.array(TextRange).describe('The words in `text` that were found, in UTF-16 code units'),
  })
  .meta({ id: 'MessageSnippet', example: { text: 'Quero saber o preço', marks: [{ start: 14, end: 19 }] } });
export type MessageSnippet = z.infer<typeof MessageSnippet>;

/** A message that was found. */
export const FoundMessage = MessageWithContact.extend({
  snippet: MessageSnippet,
}).meta({
  id: 'FoundMessage',
  example: {
    id: '0198f3c0-0000-7000-8000-000000000004',
    instanceId: '0198f3c0-0000-7000-8000-000000000001',
    conversationId: '0198f3c0-0000-7000-8000-00000000000e',
    whatsappId: 'wamid.HBgNNTUxMTk5OTk5OTk5OQ==',
    direction: 'inbound',
    recipient: '+5511888888888',
    sender: '+5511999999999',
    message: { type: 'text', content: 'Quero saber o preço' },
    status: 'delivered',
    priority: 'normal',
    attempt: 0,
    error: null,
    replyTo: null,
    sentBy: null,
    author: null,
    sendAt: '2026-11-24T12:00:00.000Z',
    createdAt: '2026-11-24T12:00:00.000Z',
    processedAt: '2026-11-24T12:00:01.000Z',
    editedAt: null,
    updatedAt: '2026-11-24T12:00:01.000Z',
    contact: { id: '0198f3c0-0000-7000-8000-00000000000f', name: 'Maria' },
    snippet: { text: 'Quero saber o preço', marks: [{ start: 14, end: 19 }] },
  },
});
export type FoundMessage = z.infer<typeof FoundMessage>;

export const FoundMessagePage = pageOf(FoundMessage).meta({ id: 'FoundMessagePage' });
export type FoundMessagePage = z.infer<typeof FoundMessagePage>;
