import { z } from 'zod';
import { AgentId, BroadcastId, ContactId, ConversationId, InstanceId, MessageId, UserId } from './ids.ts';
import { InboundContent, OutboundContent } from './message-content.ts';
import { InboundType, OutboundType } from './message-types.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

export const MessagePriority = z.enum(['low', 'normal', 'high']).meta({
  id: 'MessagePriority',
  description: 'What waits in one conversation leaves by priority, then in the order it was accepted.',
});
export type MessagePriority = z.infer<typeof MessagePriority>;

export const MessageStatus = z
  .enum(['pending', 'sending', 'in_doubt', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'expired'])
  .meta({
    id: 'MessageStatus',
    description:
      'pending: accepted, not yet sent; sending: with a worker; in_doubt: the bytes went out and no answer came; sent: WhatsApp has it; then delivered, read; or failed, cancelled, expired.',
  });
export type MessageStatus = z.infer<typeof MessageStatus>;

export const MessageDirection = z.enum(['inbound', 'outbound']).meta({ id: 'MessageDirection' });
export type MessageDirection = z.infer<typeof MessageDirection>;

/** `POST /messages/send`. */
export const SendMessageRequest = z
  .strictObject({
    instanceId: InstanceId,
    recipient: z
      .string()
      .min(1)
      .max(256)
      .describe('E.164 number such as +5511999999999, or the WhatsApp id of a group or user'),
    message: OutboundContent,
    priority: MessagePriority.default('normal'),
    sendAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Not before this time, at most 90 days ahead'),
    expiresAt: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('Not after this time: then the message becomes expired'),
    replyTo: MessageId.optional().describe('The message this one answers'),
  })
  .meta({
    id: 'SendMessageRequest',
    example: {
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      recipient: '+5511999999999',
      message: { type: 'text', content: 'Olá, como posso ajudar?', options: { delay: 1000, typing: true } },
      priority: 'normal',
    },
  });
export type SendMessageRequest = z.infer<typeof SendMessageRequest>;

export const MessageError = z.object({ code: z.string(), detail: z.string().nullable() }).meta({
  id: 'MessageError',
  example: { code: '131047', detail: 'More than 24 hours have passed since the customer last replied.' },
});

/** Who had an outbound message sent; null in all for an API key, or for the phone of a linked number. */
export const MessageSentBy = z
  .object({
    userId: UserId.nullable(),
    agentId: AgentId.nullable().describe('An automatic agent that answered by itself'),
    broadcastId: BroadcastId.nullable(),
  })
  .meta({
    id: 'MessageSentBy',
    example: { userId: '0198f3c0-0000-7000-8000-000000000002', agentId: null, broadcastId: null },
  });
export type MessageSentBy = z.infer<typeof MessageSentBy>;

/** Which member of a group wrote. */
export const MessageAuthor = z
  .object({ name: z.string().nullable(), phoneNumber: z.string().nullable().describe('E.164') })
  .meta({ id: 'MessageAuthor', example: { name: 'Ana', phoneNumber: '+5511999999999' } });
export type MessageAuthor = z.infer<typeof MessageAuthor>;

const example = {
  id: '0198f3c0-0000-7000-8000-000000000004',
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  conversationId: '0198f3c0-0000-7000-8000-00000000000e',
  whatsappId: null,
  direction: 'outbound' as const,
  recipient: '+5511999999999',
  sender: '+5511888888888',
  message: {
    type: 'text' as const,
    content: 'Olá, como posso ajudar?',
    options: { delay: 1000, typing: true },
  },
  status: 'pending' as const,
  priority: 'normal' as const,
  attempt: 0,
  error: null,
  replyTo: null,
  sentBy: null,
  author: null,
  sendAt: '2026-11-24T12:00:00.000Z',
  createdAt: '2026-11-24T12:00:00.000Z',
  processedAt: null,
  editedAt: null,
  updatedAt: '2026-11-24T12:00:00.000Z',
};

export const Message = z
  .object({
    id: MessageId,
    instanceId: InstanceId,
    conversationId: ConversationId,
    whatsappId: z
      .string()
      .nullable()
      .describe(
        'Its id at WhatsApp. On web it is chosen when the message is accepted; on cloud WhatsApp gives it when it takes the message',
      ),
    direction: MessageDirection,
    recipient: z.string(),
    sender: z.string(),
    message: z.union([OutboundContent, InboundContent]),
    status: MessageStatus,
    priority: MessagePriority,
    attempt: z.int().describe('How often sending was begun'),
    error: MessageError.nullable(),
    replyTo: MessageId.nullable(),
    sentBy: MessageSentBy.nullable(),
    author: MessageAuthor.nullable().describe(
      'Who of a group wrote it; null elsewhere, and for what we wrote',
    ),
    sendAt: Timestamp,
    createdAt: Timestamp.describe(
      'When it was accepted, or written by the customer: WhatsApp tells the second, and within it stands when it reached us',
    ),
    processedAt: Timestamp.nullable().describe('When WhatsApp took it, or when it was received'),
    editedAt: Timestamp.nullable().describe('When who wrote it last changed what it says'),
    updatedAt: Timestamp,
  })
  .meta({ id: 'Message', example });
export type Message = z.infer<typeof Message>;

export const MessageStatusChange = z
  .object({
    status: z.string(),
    at: Timestamp,
    error: MessageError.nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'MessageStatusChange' });

/** What a message said before it was edited or deleted. */
export const FormerContent = z
  .object({ message: z.union([OutboundContent, InboundContent]), until: Timestamp })
  .meta({
    id: 'FormerContent',
    example: {
      message: { type: 'text', content: 'Quero saber o preso' },
      until: '2026-11-24T12:00:30.000Z',
    },
  });
export type FormerContent = z.infer<typeof FormerContent>;

const contact = { id: '0198f3c0-0000-7000-8000-00000000000f', name: 'Maria' };

/** A message as lists show it, with who is at its other end. */
export const MessageWithContact = Message.extend({
  contact: z
    .object({ id: ContactId, name: z.string().nullable() })
    .describe('Who is at the other end; for a message of a group, the group'),
}).meta({ id: 'MessageWithContact', example: { ...example, contact } });
export type MessageWithContact = z.infer<typeof MessageWithContact>;

/** `GET /messages/:id`: the message with every status it went through, and all it once said. */
export const MessageWithHistory = MessageWithContact.extend({
  statuses: z.array(MessageStatusChange),
  former: z.array(FormerContent).describe('What it said before, the oldest first; at most the last 20'),
}).meta({
  id: 'MessageWithHistory',
  example: {
    ...example,
    contact,
    whatsappId: 'wamid.HBgNNTUxMTk5OTk5OTk5OQ==',
    status: 'sent' as const,
    attempt: 1,
    processedAt: '2026-11-24T12:00:01.000Z',
    updatedAt: '2026-11-24T12:00:01.000Z',
    statuses: [{ status: 'sent', at: '2026-11-24T12:00:01.000Z', error: null, details: {} }],
    former: [],
  },
});
export type MessageWithHistory = z.infer<typeof MessageWithHistory>;

const filters = {
  instanceId: InstanceId.optional().describe('Only messages of this instance'),
  contact: z.string().max(256).optional().describe('The number or WhatsApp id at the other end'),
  direction: MessageDirection.optional().describe('inbound: from customers; outbound: to them'),
  status: MessageStatus.optional().describe('Only messages of this status'),
  type: z.union([OutboundType, InboundType]).optional().describe('Only messages of this type'),
  text: z.string().min(2).max(200).optional().describe('Part of the text or caption'),
  from: z.iso.datetime({ offset: true }).optional().describe('At this time or later'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this time'),
};

/** `GET /messages/history`. */
export const MessageHistoryQuery = PageQuery.extend(filters);
export type MessageHistoryQuery = z.infer<typeof MessageHistoryQuery>;

/** `GET /conversations/:id/messages`: the newest, or those beside a message. */
export const ConversationMessagesQuery = PageQuery.extend({
  before: MessageId.optional().describe('Only messages older than this one'),
  after: MessageId.optional().describe('Only messages newer than this one, those next to it'),
  around: MessageId.optional().describe('This message amid those before and after it'),
});
export type ConversationMessagesQuery = z.infer<typeof ConversationMessagesQuery>;

export const ConversationMessagePage = pageOf(Message)
  .extend({ hasNewer: z.boolean().describe('Whether there are messages newer than those of the page') })
  .meta({ id: 'ConversationMessagePage', example: { items: [example], nextCursor: null, hasNewer: false } });
export type ConversationMessagePage = z.infer<typeof ConversationMessagePage>;

/** `GET /messages/export`. */
export const MessageExportQuery = z.strictObject({
  ...filters,
  format: z
    .enum(['csv', 'ndjson'])
    .default('csv')
    .describe('csv: a table with a heading; ndjson: one message as JSON a line'),
});
export type MessageExportQuery = z.infer<typeof MessageExportQuery>;

export const MessagePage = pageOf(MessageWithContact).meta({ id: 'MessagePage' });
export type MessagePage = z.infer<typeof MessagePage>;
