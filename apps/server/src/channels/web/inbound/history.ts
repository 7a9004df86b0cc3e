import type { WAMessage } from 'baileys';
import type { HistoryMessage } from './history.repository.ts';
import { bareJid, isConversation } from './jid.ts';
import { plainJson } from './plain-json.ts';
import { WebMessage } from './web-update.ts';

/** A message of the history as it is kept; undefined for what belongs to no conversation. */
export function historyMessage(given: WAMessage): HistoryMessage | undefined {
  const parsed = WebMessage.safeParse(plainJson(given));
  if (!parsed.success) return undefined;
  const { key, participant, messageTimestamp, message } = parsed.data;
  const chat = bareJid(key.remoteJid);
  if (message == null || !isConversation(chat)) return undefined;
  const author = key.participant ?? participant;
  return {
    chat,
    whatsappId: key.id.slice(0, 255),
    sender: author ? bareJid(author) : chat,
    isFromMe: key.fromMe === true,
    content: message,
    sentAt: new Date((messageTimestamp ?? 0) * 1_000),
  };
}

/** Parts of at most `size`. */
export const inChunks = <T>(items: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
