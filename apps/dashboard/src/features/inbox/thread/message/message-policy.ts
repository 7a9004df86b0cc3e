import type { Message } from '@recado/sdk';
import { fieldsOf, textField } from '../../../../lib/content-fields.ts';

/** WhatsApp shows an edit within this time after the message was sent, and a deletion within two days. */
const EDITABLE_MS = 15 * 60_000;
const DELETABLE_MS = 48 * 60 * 60_000;
/** What waits for less than this is only on its way. */
const SCHEDULED_MS = 5_000;

const arrived: ReadonlySet<Message['status']> = new Set(['sent', 'delivered', 'read']);
const withCaption: ReadonlySet<string> = new Set(['image', 'video', 'document']);

/** The text or caption of a message. */
export function saidBy({ message }: Pick<Message, 'message'>): string | undefined {
  if (typeof message.content === 'string') return message.content;
  const fields = fieldsOf(message.content);
  return textField(fields, 'caption') ?? textField(fields, 'body') ?? textField(fields, 'question');
}

/** What may be done with a message by who may send. */
export interface Possible {
  reply: boolean;
  react: boolean;
  edit: boolean;
  delete: boolean;
}

export const nothingPossible: Possible = { reply: false, react: false, edit: false, delete: false };

const hasText = ({ type }: Message['message']): boolean => type === 'text' || withCaption.has(type);

/** Only web numbers change what was sent; the Cloud API cannot. */
export function possibleWith(
  message: Message,
  channel: 'cloud' | 'web' | undefined,
  nowMs: number,
): Possible {
  const isOurs = message.direction === 'outbound';
  const isThere = message.message.type !== 'deleted' && (!isOurs || arrived.has(message.status));
  if (!isThere) return nothingPossible;
  const isChangeable = isOurs && channel === 'web';
  const ageMs = nowMs - Date.parse(message.processedAt ?? message.createdAt);
  return {
    reply: true,
    react: true,
    edit: isChangeable && hasText(message.message) && ageMs < EDITABLE_MS,
    delete: isChangeable && ageMs < DELETABLE_MS,
  };
}

/** When a message is to leave that waits for its time; undefined for any other. */
export const scheduledFor = ({ status, sendAt, createdAt }: Message): string | undefined =>
  status === 'pending' && Date.parse(sendAt) - Date.parse(createdAt) > SCHEDULED_MS ? sendAt : undefined;
