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
  const { id, from, recipient, participant } = attrs;
  if (!id || !from || attrs['category'] === 'peer') return undefined;
  const chat = bareJid(recipient ?? from);
  if (!isConversation(chat) || isNeverGiven(content)) return undefined;
  return {
    id,
    chat,
    participant: participant ? bareJid(participant) : '',
    isFromMe: ours.includes(bareJid(participant ?? from)),
    sentAt: new Date(Number(attrs['t'] ?? 0) * 1_000),
  };
}

const isNeverGiven = (content: BinaryNode['content']): boolean =>
  Array.isArray(content) &&
  content.some(
    ({ tag, attrs }) =>
      (tag === 'unavailable' && NEVER_GIVEN.has(attrs['type'])) ||
      (tag === 'enc' && attrs['type'] === 'msmsg'),
  );
