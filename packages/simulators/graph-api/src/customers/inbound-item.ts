import type { JsonObject } from '../json.ts';
import type { Media } from '../media/media-store.ts';
import { webhookError } from '../graph-error.ts';
import type { InboundMessage } from './inbound-message.ts';

interface InboundFacts {
  readonly wamid: string;
  readonly from: string;
  readonly fromUserId: string | undefined;
  readonly atSeconds: number;
  /** Digits of the number that is written to. */
  readonly businessDigits: string;
  /** The stored file and its address, when the message has one. */
  readonly file: { readonly media: Media; readonly url: string } | undefined;
}

/** One element of `messages` in a webhook. */
export function inboundItem(message: InboundMessage, facts: InboundFacts): JsonObject {
  return {
    ...contextFields(message, facts),
    ...(message.referral && { referral: message.referral }),
    from: facts.from,
    ...(facts.fromUserId !== undefined && { from_user_id: facts.fromUserId }),
    id: facts.wamid,
    timestamp: String(facts.atSeconds),
    type: message.type,
    ...contentFields(message, facts),
  };
}

function contextFields(message: InboundMessage, facts: InboundFacts): JsonObject {
  if (message.replyTo !== undefined) return { context: { from: facts.businessDigits, id: message.replyTo } };
  return message.isForwarded === true ? { context: { forwarded: true } } : {};
}

function contentFields(message: InboundMessage, facts: InboundFacts): JsonObject {
  if ('file' in message) return { [message.type]: facts.file && fileFields(message.file, facts.file) };
  if (message.type === 'unsupported') return unsupportedFields(message.unsupportedType);
  const {
    replyTo: _replyTo,
    isForwarded: _isForwarded,
    referral: _referral,
    type: _type,
    ...content
  } = message;
  return content;
}

function unsupportedFields(unsupportedType: string | undefined): JsonObject {
  const { href: _href, ...error } = webhookError(131051);
  return {
    errors: [error],
    ...(unsupportedType !== undefined && { unsupported: { type: unsupportedType } }),
  };
}

type FileMessage = Extract<InboundMessage, { readonly file: unknown }>;

function fileFields(file: FileMessage['file'], stored: { media: Media; url: string }): JsonObject {
  return {
    ...(file.caption !== undefined && { caption: file.caption }),
    ...(file.filename !== undefined && { filename: file.filename }),
    mime_type: file.mimeType,
    sha256: stored.media.digest.toString('base64'),
    id: stored.media.id,
    url: stored.url,
    ...(file.voice !== undefined && { voice: file.voice }),
    ...(file.animated !== undefined && { animated: file.animated }),
  };
}
