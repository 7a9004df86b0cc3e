import type { Arrival } from './events-to-updates.ts';
import { bareJid, identityOf } from './jid.ts';
import type { MessageKey } from './web-update.ts';

/**
 * Fills in the number of a sender who is named by LID alone, where a mapping is known. What our phone sent may name our own
 * number as another address of the chat; that one is left out, or the contact would become us.
 */
export async function completeMessage(
  arrival: Arrival,
  ours: readonly string[],
  numberOf: (lid: string) => Promise<string | null>,
): Promise<Arrival> {
  if (arrival.payload.update !== 'message') return arrival;
  const { message } = arrival.payload;
  const key = withoutOurs(message.key, ours);
  const isLidAlone = (
    jid: string | null | undefined,
    alternative: string | null | undefined,
  ): jid is string => !!jid && !alternative && identityOf(jid)?.kind === 'lid';
  const chat = isLidAlone(key.remoteJid, key.remoteJidAlt)
    ? await numberOf(bareJid(key.remoteJid))
    : undefined;
  const author = isLidAlone(key.participant, key.participantAlt)
    ? await numberOf(bareJid(key.participant))
    : undefined;
  const complete = {
    ...key,
    ...(chat && { remoteJidAlt: bareJid(chat) }),
    ...(author && { participantAlt: bareJid(author) }),
  };
  return { ...arrival, payload: { ...arrival.payload, message: { ...message, key: complete } } };
}

function withoutOurs(key: MessageKey, ours: readonly string[]): MessageKey {
  const alternative = key.remoteJidAlt;
  const isOurs = !!alternative && ours.includes(bareJid(alternative));
  return isOurs && !ours.includes(bareJid(key.remoteJid)) ? { ...key, remoteJidAlt: undefined } : key;
}
