import { z } from 'zod';
import { AgentType } from './agents.ts';
import { AgentId, ContactId, ConversationId, InstanceId, MessageId, NoteId, UserId } from './ids.ts';
import { InboundType, OutboundType } from './message-types.ts';
import { MessageDirection, MessageStatus, SendMessageRequest } from './messages.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

export const ConversationStatus = z.enum(['open', 'pending', 'waiting', 'closed']).meta({
  id: 'ConversationStatus',
  description:
    'open: with a person, or for anyone to take where nothing is distributed; pending: with an automatic agent; waiting: for an agent to be free; closed: done, or the customer never wrote.',
});
export type ConversationStatus = z.infer<typeof ConversationStatus>;

const MOST_LABELS = 50;
const MOST_AGENTS = 100;
const label = z.string().trim().min(1).max(50);

/** The person or group at the other end. */
export const ConversationContact = z
  .object({
    id: ContactId,
    name: z.string().nullable(),
    phoneNumber: z.string().nullable().describe('E.164, where it is known'),
    recipient: z
      .string()
      .nullable()
      .describe('What messages to it are addressed to; null when this instance cannot write to it'),
    labels: z.array(z.string()),
    isBlocked: z.boolean(),
  })
  .meta({
    id: 'ConversationContact',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000006',
      name: 'Ana',
      phoneNumber: '+5511999999999',
      recipient: '+5511999999999',
      labels: ['cliente'],
      isBlocked: false,
    },
  });

export const ConversationAssignee = z.object({ agentId: AgentId, name: z.string(), type: AgentType }).meta({
  id: 'ConversationAssignee',
  example: { agentId: '0198f3c0-0000-7000-8000-00000000000b', name: 'Vendas', type: 'human' },
});

/** The newest message of a conversation, in short. */
export const LastMessage = z
  .object({
    id: MessageId,
    type: z.union([OutboundType, InboundType]),
    preview: z
      .string()
      .nullable()
      .describe('The beginning of its text or caption, or what names it; null for one without words'),
    direction: MessageDirection,
    status: MessageStatus,
    at: Timestamp,
  })
  .meta({
    id: 'LastMessage',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000004',
      type: 'text',
      preview: 'Quero saber o preço',
      direction: 'inbound',
      status: 'delivered',
      at: '2026-11-24T12:00:00.000Z',
    },
  });
export type LastMessage = z.infer<typeof LastMessage>;

const seconds = z.number().min(0).nullable();

export const Conversation = z
  .object({
    id: ConversationId,
    instanceId: InstanceId,
    contact: ConversationContact,
    isGroup: z.boolean(),
    status: ConversationStatus,
    assignee: ConversationAssignee.nullable(),
    lastAgentId: AgentId.nullable().describe('Who had it last, also after it was closed'),
    labels: z.array(z.string()),
    requiredSkills: z.array(z.string()).describe('What an agent must be able to do to get it'),
    unreadCount: z.int().describe('What the customer wrote since somebody read it or answered'),
    lastMessage: LastMessage.nullable(),
    lastMessageAt: Timestamp,
    lastInboundAt: Timestamp.nullable(),
    windowClosesAt: Timestamp.nullable().describe(
      'On cloud: until then free-form messages may be sent; null elsewhere, and when the customer never wrote',
    ),
    openedAt: Timestamp.nullable().describe('When it was opened last'),
    waitingSince: Timestamp.nullable(),
    assignedAt: Timestamp.nullable(),
    firstResponseAt: Timestamp.nullable().describe('When a person first wrote after it was opened'),
    firstResponseSeconds: seconds.describe('From opening to that response'),
    closedAt: Timestamp.nullable(),
    resolutionSeconds: seconds.describe('From opening to closing'),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'Conversation',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000000e',
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      contact: {
        id: '0198f3c0-0000-7000-8000-000000000006',
        name: 'Ana',
        phoneNumber: '+5511999999999',
        recipient: '+5511999999999',
        labels: ['cliente'],
        isBlocked: false,
      },
      isGroup: false,
      status: 'open',
      assignee: { agentId: '0198f3c0-0000-7000-8000-00000000000b', name: 'Vendas', type: 'human' },
      lastAgentId: '0198f3c0-0000-7000-8000-00000000000b',
      labels: ['orçamento'],
      requiredSkills: [],
      unreadCount: 1,
      lastMessage: {
        id: '0198f3c0-0000-7000-8000-000000000004',
        type: 'text',
        preview: 'Quero saber o preço',
        direction: 'inbound',
        status: 'delivered',
        at: '2026-11-24T12:00:00.000Z',
      },
      lastMessageAt: '2026-11-24T12:00:00.000Z',
      lastInboundAt: '2026-11-24T12:00:00.000Z',
      windowClosesAt: '2026-11-25T12:00:00.000Z',
      openedAt: '2026-11-24T11:58:00.000Z',
      waitingSince: null,
      assignedAt: '2026-11-24T11:58:00.000Z',
      firstResponseAt: '2026-11-24T11:59:00.000Z',
      firstResponseSeconds: 60,
      closedAt: null,
      resolutionSeconds: null,
      createdAt: '2026-11-24T11:58:00.000Z',
      updatedAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type Conversation = z.infer<typeof Conversation>;

/** `GET /conversations`. */
export const ConversationsQuery = PageQuery.extend({
  status: z
    .union([ConversationStatus, z.array(ConversationStatus).min(1).max(ConversationStatus.options.length)])
    .optional()
    .describe('Only conversations of this status, or of one of several: `status=open&status=waiting`'),
  agentId: z
    .union([AgentId, z.array(AgentId).min(1).max(MOST_AGENTS)])
    .optional()
    .describe('Only those that this agent has, or one of several: `agentId=…&agentId=…`'),
  unassigned: z.stringbool().optional().describe('true: only those that nobody has'),
  label: label.optional().describe('Only those with this label'),
  instanceId: InstanceId.optional().describe('Only those of this instance'),
  text: z
    .string()
    .trim()
    .min(2)
    .max(100)
    .optional()
    .describe('Beginnings of words of the contact’s name, or the beginning or end of its number'),
  order: z
    .enum(['newest', 'longest_waiting'])
    .default('newest')
    .describe(
      'newest: by the newest message; longest_waiting: those that wait for an agent, the first one first',
    ),
});
export type ConversationsQuery = z.infer<typeof ConversationsQuery>;

export const ConversationPage = pageOf(Conversation).meta({ id: 'ConversationPage' });
export type ConversationPage = z.infer<typeof ConversationPage>;

/** `POST /conversations`: with whom to begin one, by number or WhatsApp id, or by contact. */
export const StartConversation = z
  .strictObject({
    instanceId: InstanceId,
    recipient: SendMessageRequest.shape.recipient.optional(),
    contactId: ContactId.optional(),
  })
  .refine(({ recipient, contactId }) => (recipient === undefined) !== (contactId === undefined), {
    message: 'Give exactly one of `recipient` and `contactId`',
    path: ['recipient'],
  })
  .meta({
    id: 'StartConversation',
    example: { instanceId: '0198f3c0-0000-7000-8000-000000000001', recipient: '+5511999999999' },
  });
export type StartConversation = z.infer<typeof StartConversation>;

/** `POST /conversations/:id/messages`: as `POST /messages/send`, which also says to whom and from where. */
export const SendInConversation = SendMessageRequest.omit({ instanceId: true, recipient: true }).meta({
  id: 'SendInConversation',
  example: {
    message: { type: 'text', content: 'Olá, como posso ajudar?', options: { delay: 1000, typing: true } },
    priority: 'normal',
  },
});
export type SendInConversation = z.infer<typeof SendInConversation>;

/** `POST /conversations/:id/read`; nothing at all is as good as `{}`. */
export const MarkRead = z
  .strictObject({
    sendReceipt: z
      .boolean()
      .default(false)
      .describe('Show the customer, too, that the last message was read; WhatsApp must be in reach'),
  })
  .prefault({})
  .meta({ id: 'MarkRead', example: { sendReceipt: false } });
export type MarkRead = z.infer<typeof MarkRead>;

/** `POST /conversations/:id/labels`. */
export const ChangeLabels = z
  .strictObject({
    add: z.array(label).max(MOST_LABELS).default([]),
    remove: z.array(label).max(MOST_LABELS).default([]),
  })
  .meta({ id: 'ChangeLabels', example: { add: ['orçamento'], remove: [] } });
export type ChangeLabels = z.infer<typeof ChangeLabels>;
/** How many labels a conversation may have. */
export const mostConversationLabels = MOST_LABELS;

/** `POST /conversations/:id/notes`. */
export const CreateNote = z
  .strictObject({ text: z.string().trim().min(1).max(4_000) })
  .meta({ id: 'CreateNote', example: { text: 'Prefere ser chamada à tarde' } });
export type CreateNote = z.infer<typeof CreateNote>;

/** What only the team sees. */
export const Note = z
  .object({
    id: NoteId,
    conversationId: ConversationId,
    text: z.string(),
    author: z
      .object({ userId: UserId, email: z.string() })
      .nullable()
      .describe('Null for an API key, or a user who is gone'),
    createdAt: Timestamp,
  })
  .meta({
    id: 'Note',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000000f',
      conversationId: '0198f3c0-0000-7000-8000-00000000000e',
      text: 'Prefere ser chamada à tarde',
      author: { userId: '0198f3c0-0000-7000-8000-000000000002', email: 'ana@example.com' },
      createdAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type Note = z.infer<typeof Note>;

export const NotePage = pageOf(Note).meta({ id: 'NotePage' });
export type NotePage = z.infer<typeof NotePage>;

/** The path of one note. */
export const NotePath = z.strictObject({ id: ConversationId, noteId: NoteId });
export type NotePath = z.infer<typeof NotePath>;
