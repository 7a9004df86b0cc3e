import { mediaKinds, mediaRules, staticStickerMostBytes } from '@recado/contracts';
import type { Media } from '@recado/sdk';

export type MediaKind = Media['kind'];

/** What a browser says of a chosen file. */
export interface ChosenFile {
  name: string;
  type: string;
  size: number;
}

/** How WhatsApp takes a file, or why it does not. */
export type FileVerdict =
  | { isTaken: true; kind: MediaKind; mimeType: string }
  | { isTaken: false; reason: 'empty' }
  | { isTaken: false; reason: 'type' }
  | { isTaken: false; reason: 'size'; kind: MediaKind; mostBytes: number };

const synonyms: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'audio/mp3': 'audio/mpeg',
  'video/x-m4v': 'video/mp4',
  'application/xml': 'text/plain',
  'application/json': 'text/plain',
};

/** Without parameters, and all text alike: so WhatsApp's own list names a type. */
function plainType(type: string): string {
  const bare = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return bare.startsWith('text/') ? 'text/plain' : (synonyms[bare] ?? bare);
}

const takes = (kind: MediaKind, mimeType: string): boolean =>
  mediaRules[kind].mimeTypes.includes(mimeType) ||
  (kind === 'document' && mediaKinds.some((other) => mediaRules[other].mimeTypes.includes(mimeType)));

// A WebP that is small enough goes as a sticker; whether it moves is seen by the server only.
const mostBytesOf = (kind: MediaKind): number =>
  kind === 'sticker' ? staticStickerMostBytes : mediaRules[kind].mostBytes;

/**
 * Judges by what the browser says, so that nobody waits for an upload that must fail; the server looks at the bytes
 * themselves. A file whose type the browser does not know is taken as a document.
 */
export function judgeFile({ type, size }: ChosenFile, asked?: MediaKind): FileVerdict {
  if (size === 0) return { isTaken: false, reason: 'empty' };
  const mimeType = plainType(type);
  const kind =
    asked ??
    (mimeType === '' ? 'document' : mediaKinds.find((each) => mediaRules[each].mimeTypes.includes(mimeType)));
  if (kind === undefined || (mimeType !== '' && !takes(kind, mimeType)))
    return { isTaken: false, reason: 'type' };
  const mostBytes = mostBytesOf(kind);
  return size > mostBytes
    ? { isTaken: false, reason: 'size', kind, mostBytes }
    : { isTaken: true, kind, mimeType };
}

/** What a file chooser offers for a kind. */
export const acceptedTypes = (kind: MediaKind): string => mediaRules[kind].mimeTypes.join(',');
