import type { BinaryNode } from 'baileys';
import { bareJid, isConversation } from './jid.ts';

/** What identifies a message that comes in, before anything of it is read. */
export interface Stanza {
  id: string;
  chat: string;
  /** Who wrote, in a group; otherwise empty. */
  participant: string;
  isFromMe: boolean;
  sentAt: Date;
}

// The phone alone has what these stand for, and gives it to nobody.
const NEVER_GIVEN: ReadonlySet<string | undefined> = new Set([
  'view_once',
  'view_once_unavailable_fanout',
  'bot_unavailable_fanout',
  'hosted_unavailable_fanout',
]);

/**
 * The entry that a stanza gets in the ledger of what came in. Undefined for what is no message to a reader: of our own phone to
 * its companions, a status, a channel.
 */
export function stanzaOf({ attrs, content }: BinaryNode, ours: readonly string[]): Stanza | undefined {
  const { id = '', from = '', recipient = from, participant = '' } = attrs;
  const chat = bareJid(recipient);
  if (!isUsualId(id) || !isConversation(chat) || saysNothing({ attrs, content })) return undefined;
  const author = participant === '' ? from : participant;
  return {
    id,
    chat,
    participant: bareJid(participant),
    isFromMe: ours.includes(bareJid(author)),
    sentAt: new Date((Number(attrs['t']) || 0) * 1_000),
  };
}

/** The sender's client chooses the id; one that no column takes must not stop those beside it. */
export const isUsualId = (id: string): boolean => id !== '' && id.length <= 255 && !id.includes('\0');

const saysNothing = ({ attrs, content }: Pick<BinaryNode, 'attrs' | 'content'>): boolean =>
  attrs['category'] === 'peer' || (Array.isArray(content) && content.some(isNeverGiven));

const isNeverGiven = ({ tag, attrs: { type } }: BinaryNode): boolean =>
  (tag === 'unavailable' && NEVER_GIVEN.has(type)) || (tag === 'enc' && type === 'msmsg');
