import type { InboundMessage, InboundUpdate } from '../../inbound-update.ts';
import { nonEmpty } from './defined.ts';
import { bareJid } from './jid.ts';
import { readChange } from './message-change.ts';
import { contentOf, contextOf, unwrapped, type Context } from './message-content.ts';
import { partiesOf, type Parties } from './parties.ts';
import type { ReadContent } from './read-content.ts';
import { readStub } from './stub-messages.ts';
import type { Content, MessageUpdate, WebMessage } from './web-update.ts';

/** WhatsApp says "forwarded many times" from here on. */
const FREQUENTLY = 5;

/** Reads a message as the library gave it. Nothing for a reader in it, or nobody to talk to: no update. */
export function interpretMessage({ message, vote }: MessageUpdate): InboundUpdate[] {
  const parties = partiesOf(message);
  if (parties === undefined) return [];
  const stub = readStub(message);
  if (stub?.kind === 'notice') return [stub];
  if (stub !== undefined)
    return [{ ...envelope(message, parties, stub.read), isPlaceholder: stub.isPlaceholder }];
  const { content, wrappers } = unwrapped(message.message ?? {});
  const change = readChange(content, { key: message.key, parties, at: timeOf(message) });
  if (change !== undefined) return [change];
  const read = voted(contentOf(content, message.key), vote);
  return read === undefined
    ? []
    : [withContext(envelope(message, parties, read), read, { content, wrappers })];
}

function envelope(message: WebMessage, parties: Parties, read: ReadContent): InboundMessage {
  const name = nonEmpty(message.pushName) ?? nonEmpty(message.verifiedBizName);
  const isTheirs = !parties.isFromUs && !parties.isGroup;
  return {
    kind: 'message',
    whatsappId: message.key.id,
    from: parties.chat,
    profileName: isTheirs ? name : undefined,
    at: timeOf(message),
    content: read.content,
    media: read.media,
    replyToWhatsappId: undefined,
    isFromUs: parties.isFromUs,
    isPlaceholder: false,
    metadata: {
      ...(parties.isFromUs && { source: 'phone' }),
      ...(parties.isGroup && { participant: parties.participant, ...(name && { participantName: name }) }),
    },
  };
}

function withContext(
  message: InboundMessage,
  read: ReadContent,
  { content, wrappers }: { content: Content; wrappers: string[] },
): InboundMessage {
  const context = contextOf(content);
  return {
    ...message,
    replyToWhatsappId: read.isOn ?? nonEmpty(context.stanzaId),
    metadata: {
      ...message.metadata,
      ...contextMetadata(context),
      ...(wrappers.some((name) => name.startsWith('viewOnce')) && { viewOnce: true }),
      ...(wrappers.includes('ephemeralMessage') && { ephemeral: true }),
      ...pollSecret(message, content),
      ...read.metadata,
      ...(!read.isUnderstood && { raw: content }),
    },
  };
}

function contextMetadata(context: Context): Record<string, unknown> {
  const { isForwarded, forwardingScore, mentionedJid: mentioned, externalAdReply: advertisement } = context;
  return {
    ...(isForwarded === true && { forwarded: true }),
    ...((forwardingScore ?? 0) >= FREQUENTLY && { frequentlyForwarded: true }),
    ...(mentioned?.length && { mentions: mentioned.map(bareJid) }),
    ...(advertisement != null && {
      referral: {
        sourceId: advertisement.sourceId,
        sourceUrl: advertisement.sourceUrl,
        headline: advertisement.title,
        body: advertisement.body,
      },
    }),
  };
}

/** Votes on a poll are encrypted with it. */
function pollSecret({ content: { type } }: InboundMessage, content: Content): Record<string, unknown> {
  const info = content['messageContextInfo'];
  if (type !== 'poll' || typeof info !== 'object' || info === null || !('messageSecret' in info)) return {};
  return { messageSecret: info.messageSecret };
}

/** A vote that could be decrypted says what was chosen; one that could not is kept raw. */
function voted(read: ReadContent | undefined, options: string[] | undefined): ReadContent | undefined {
  if (read?.content.type !== 'poll_vote' || options === undefined) return read;
  return { ...read, content: { type: 'poll_vote', content: { options } }, isUnderstood: true };
}

const timeOf = ({ messageTimestamp: seconds }: WebMessage): Date => new Date((seconds ?? 0) * 1_000);
