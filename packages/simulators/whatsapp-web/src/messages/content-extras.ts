import { normalizeMessageContent, proto } from 'baileys';
import type { MessageRecord } from './archive.ts';
import { type AddressingMode, personJid } from '../signal/device.ts';

/** What a content's context says: what it answers, whom it mentions, that it is forwarded, when it disappears. */
export interface ContextFacts {
  readonly quoted: MessageRecord | undefined;
  readonly mode: AddressingMode;
  readonly mentionedJids: readonly string[];
  readonly isForwarded: boolean;
  readonly ephemeralSeconds: number | undefined;
}

/** The content with its context; a bare text becomes an extended one. */
export function withContext(message: proto.IMessage, facts: ContextFacts): proto.IMessage {
  const contextInfo = contextInfoFor(facts);
  if (!contextInfo) return message;
  if (typeof message.conversation === 'string')
    return { extendedTextMessage: { text: message.conversation, contextInfo } };
  const parts = Object.entries(message).map(
    ([field, part]: [string, unknown]) => [field, withPart(field, part, contextInfo)] as const,
  );
  return proto.Message.fromObject(Object.fromEntries<unknown>(parts));
}

/** Puts the content into the wrapper of messages that disappear or that can be opened once. */
export function wrapped(
  message: proto.IMessage,
  extras: { readonly isViewOnce?: boolean | undefined; readonly ephemeralSeconds?: number | undefined },
): proto.IMessage {
  const once = extras.isViewOnce ? { viewOnceMessageV2: { message } } : message;
  return extras.ephemeralSeconds === undefined ? once : { ephemeralMessage: { message: once } };
}

function withPart(field: string, part: unknown, contextInfo: proto.IContextInfo): unknown {
  if (field === 'messageContextInfo' || typeof part !== 'object' || part === null) return part;
  return { ...part, contextInfo };
}

function contextInfoFor(facts: ContextFacts): proto.IContextInfo | undefined {
  const { quoted, mode, mentionedJids, isForwarded, ephemeralSeconds } = facts;
  if (!quoted && mentionedJids.length === 0 && !isForwarded && ephemeralSeconds === undefined)
    return undefined;
  return {
    ...(quoted && quoteOf(quoted, mode)),
    ...(mentionedJids.length > 0 && { mentionedJid: [...mentionedJids] }),
    ...(isForwarded && { isForwarded: true, forwardingScore: 1 }),
    ...(ephemeralSeconds !== undefined && { expiration: ephemeralSeconds }),
  };
}

function quoteOf({ whatsappId, author, message }: MessageRecord, mode: AddressingMode): proto.IContextInfo {
  return {
    stanzaId: whatsappId,
    participant: personJid(author.account, mode),
    quotedMessage: normalizeMessageContent(message) ?? {},
  };
}
