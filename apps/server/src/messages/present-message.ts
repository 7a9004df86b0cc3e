import {
  AgentId,
  BroadcastId,
  InboundContent,
  MessageId,
  MessageStatus,
  OutboundContent,
  UserId,
  type ContactId,
  type ConversationId,
  type InstanceId,
  type Message,
  type MessagePriority,
  type MessageWithContact,
} from '@recado/contracts';
import { z } from 'zod';

const priorities: readonly MessagePriority[] = ['high', 'normal', 'low'];

/** The number that orders a priority in the lane; lower leaves first. */
export const priorityRank = (priority: MessagePriority): number => priorities.indexOf(priority);

/** What a message keeps beside its content. */
export const MessageMetadata = z.looseObject({
  replyTo: MessageId.optional(),
  replyToWhatsappId: z.string().optional(),
  /** Who had it sent, other than an API key. */
  sentBy: z
    .object({ userId: UserId.optional(), agentId: AgentId.optional(), broadcastId: BroadcastId.optional() })
    .optional(),
  /** Accepted for who is opted out: as an answer, or to confirm it. */
  isDespiteOptOut: z.boolean().optional(),
  /** In a group: the names of who wrote. */
  participant: z.array(z.object({ kind: z.string(), value: z.string() })).optional(),
  participantName: z.string().optional(),
  editedAt: z.iso.datetime().optional(),
});
export type MessageMetadata = z.infer<typeof MessageMetadata>;
export type SentBy = NonNullable<MessageMetadata['sentBy']>;

const presentSentBy = ({ userId, agentId, broadcastId }: SentBy): Message['sentBy'] => ({
  userId: userId ?? null,
  agentId: agentId ?? null,
  broadcastId: broadcastId ?? null,
});

const presentAuthor = (
  isInbound: boolean,
  { participant, participantName }: MessageMetadata,
): Message['author'] =>
  participant === undefined || !isInbound
    ? null
    : {
        name: participantName ?? null,
        phoneNumber: participant.find(({ kind }) => kind === 'phone')?.value ?? null,
      };

/** The columns that make a Message. */
export interface MessageRow {
  id: MessageId;
  instance_id: InstanceId;
  conversation_id: ConversationId;
  message_id: string | null;
  direction: string;
  recipient: string;
  sender: string;
  content: unknown;
  status: string;
  metadata: unknown;
  priority: number;
  attempt: number;
  run_at: Date;
  error_code: string | null;
  error_detail: string | null;
  created_at: Date;
  processed_at: Date | null;
  updated_at: Date;
}

/** A message with who is at its other end. */
export interface MessageWithContactRow extends MessageRow {
  contact_id: ContactId;
  contact_name: string | null;
}

export const messageColumns = [
  'id',
  'instance_id',
  'conversation_id',
  'message_id',
  'direction',
  'recipient',
  'sender',
  'content',
  'status',
  'metadata',
  'priority',
  'attempt',
  'run_at',
  'error_code',
  'error_detail',
  'created_at',
  'processed_at',
  'updated_at',
] as const;

/** The same of a table that a query calls `m`. */
export const columnsOfM = messageColumns.map((column) => `m.${column}` as const);

/** What our number sent: by Recado, or by its phone, which is then read as what customers send. */
export function sentContent(content: unknown): Message['message'] {
  const byRecado = OutboundContent.safeParse(content);
  return byRecado.success ? byRecado.data : InboundContent.parse(content);
}

const presentError = ({ error_code: code, error_detail: detail }: MessageRow): Message['error'] =>
  code === null ? null : { code, detail };

/** A message as the API shows it. */
export function presentMessage(row: MessageRow): Message {
  const isInbound = row.direction === 'inbound';
  const metadata = MessageMetadata.parse(row.metadata);
  const { replyTo, sentBy, editedAt } = metadata;
  return {
    id: row.id,
    instanceId: row.instance_id,
    conversationId: row.conversation_id,
    whatsappId: row.message_id,
    direction: isInbound ? 'inbound' : 'outbound',
    recipient: row.recipient,
    sender: row.sender,
    message: isInbound ? InboundContent.parse(row.content) : sentContent(row.content),
    status: MessageStatus.parse(row.status),
    priority: priorities[row.priority] ?? 'normal',
    attempt: row.attempt,
    error: presentError(row),
    replyTo: replyTo ?? null,
    sentBy: sentBy === undefined ? null : presentSentBy(sentBy),
    author: presentAuthor(isInbound, metadata),
    sendAt: row.run_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    processedAt: row.processed_at?.toISOString() ?? null,
    editedAt: editedAt ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A message as the API shows it in lists and alone. */
export const presentMessageWithContact = (row: MessageWithContactRow): MessageWithContact => ({
  ...presentMessage(row),
  contact: { id: row.contact_id, name: row.contact_name },
});
