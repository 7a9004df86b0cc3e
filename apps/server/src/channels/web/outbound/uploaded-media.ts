import type { MediaKind } from '@recado/contracts';
import type { proto } from 'baileys';
import type { Baileys } from '../baileys.ts';

const PREFIX = 'up1';

/** WhatsApp keeps an uploaded file for about two weeks. */
export const UPLOAD_KEPT_MS = 14 * 24 * 60 * 60_000;

/** An uploaded file as text for `providerMediaId`: its kind, whose keys differ, and the part of a message that names it. */
export const encodeUploadedMedia = (baileys: Baileys, kind: MediaKind, message: proto.IMessage): string =>
  [PREFIX, kind, Buffer.from(baileys.proto.Message.encode(message).finish()).toString('base64')].join('.');

/** @throws Error when the text names no file uploaded on this channel */
export function decodeUploadedMedia(baileys: Baileys, text: string): proto.IMessage {
  const [prefix, , encoded] = text.split('.');
  if (prefix !== PREFIX || encoded === undefined)
    throw new Error('This is no file that was uploaded on the web channel');
  return baileys.proto.Message.decode(Buffer.from(encoded, 'base64'));
}

/** Whether an uploaded file can be sent as this kind: each kind is sealed with keys of its own. */
export const isUploadedAs = (text: string, kind: MediaKind): boolean => text.startsWith(`${PREFIX}.${kind}.`);
