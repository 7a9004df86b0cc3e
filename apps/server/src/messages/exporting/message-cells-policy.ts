import type { Message, MessageWithContact } from '@recado/contracts';
import { harmlessCell } from '../../audit/index.ts';

/** The columns of an export, in their order. */
export const messageColumnsOfExport = [
  'createdAt',
  'direction',
  'sender',
  'recipient',
  'contactName',
  'type',
  'text',
  'status',
  'errorCode',
  'error',
  'attempts',
  'processedAt',
  'instanceId',
  'conversationId',
  'whatsappId',
  'id',
] as const;

type Cells = Record<(typeof messageColumnsOfExport)[number], string>;

/** What a person reads of a message: its text, its caption, or the text of a list or buttons. */
function textOf({ content }: Message['message']): string {
  if (typeof content === 'string') return content;
  const fields = new Map<string, unknown>(Object.entries(content));
  const text = ['caption', 'body', 'text', 'question', 'title', 'emoji', 'name']
    .map((name) => fields.get(name))
    .find((value) => typeof value === 'string');
  return typeof text === 'string' ? text : '';
}

const NUMBER = /^\+\d+$/;

/** A number that begins with a plus sign is no formula. */
const partyCell = (value: string): string => (NUMBER.test(value) ? value : harmlessCell(value));

/** A message as one row of a table; what a customer wrote runs nothing at whoever opens it. */
export const cellsOf = (message: MessageWithContact): Cells => ({
  createdAt: message.createdAt,
  direction: message.direction,
  sender: partyCell(message.sender),
  recipient: partyCell(message.recipient),
  contactName: harmlessCell(message.contact.name ?? ''),
  type: message.message.type,
  text: harmlessCell(textOf(message.message)),
  status: message.status,
  errorCode: harmlessCell(message.error?.code ?? ''),
  error: harmlessCell(message.error?.detail ?? ''),
  attempts: String(message.attempt),
  processedAt: message.processedAt ?? '',
  instanceId: message.instanceId,
  conversationId: message.conversationId,
  whatsappId: harmlessCell(message.whatsappId ?? ''),
  id: message.id,
});
