import { mediaKinds, mediaRules, staticStickerMostBytes, type MediaKind } from '@recado/contracts';

/** How many of the first bytes of a file tell its type: office documents name theirs in their first entries. */
export const SNIFFED_BYTES = 64 * 1024;

/** What can be seen of a file before all of it is here. */
export interface FileHead {
  /** The first SNIFFED_BYTES of it, fewer only when it is shorter. */
  bytes: Uint8Array;
  /** The MIME type that its first bytes show; undefined when they show none. */
  detected: string | undefined;
  /** It says which of several formats is in a container that all of them use; nothing else in it is believed. */
  fileName: string | undefined;
}

/** How a file will be kept, or why it will not. */
export type MediaVerdict =
  | { isTaken: true; kind: MediaKind; mimeType: string; mostBytes: number }
  | { isTaken: false; reason: string };

const office = mediaRules.document.mimeTypes;
const cfbTypes: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};
const zipTypes: Readonly<Record<string, string | undefined>> = {
  docx: office.find((type) => type.endsWith('wordprocessingml.document')),
  xlsx: office.find((type) => type.endsWith('spreadsheetml.sheet')),
  pptx: office.find((type) => type.endsWith('presentationml.presentation')),
};
const synonyms: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
  'application/xml': 'text/plain',
};

const extensionOf = (fileName: string | undefined): string =>
  /\.([^.]+)$/.exec(fileName ?? '')?.[1]?.toLowerCase() ?? '';

const contains = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text, 0, 'latin1');

/** Without parameters, and all text alike: so WhatsApp's own list names a type. */
export function bareMimeType(mimeType: string): string {
  const bare = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return bare.startsWith('text/') ? 'text/plain' : (synonyms[bare] ?? bare);
}

/** Text of any encoding has no control characters but tabs, line ends and form feeds; UTF-16 is known by its first mark. */
function isText({ bytes }: FileHead): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes.every(
    (byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d,
  );
}

/** The type of a file by its first bytes; undefined when they show none that has a name here. */
function mimeTypeOf(head: FileHead): string | undefined {
  const { detected, bytes, fileName } = head;
  if (detected === undefined) return isText(head) ? 'text/plain' : undefined;
  if (detected === 'application/x-cfb') return cfbTypes[extensionOf(fileName)] ?? detected;
  if (detected === 'application/zip' && contains(bytes, '[Content_Types].xml'))
    return zipTypes[extensionOf(fileName)] ?? detected;
  return bareMimeType(detected);
}

/** In the extended header of WebP the second bit of the flags says that there is an animation. */
export function isAnimatedWebp(bytes: Uint8Array): boolean {
  return contains(bytes.subarray(12, 16), 'VP8X') && ((bytes[20] ?? 0) & 0x02) !== 0;
}

const isTakenAs = (kind: MediaKind, mimeType: string): boolean =>
  mediaRules[kind].mimeTypes.includes(mimeType) ||
  (kind === 'document' && mediaKinds.some((other) => mediaRules[other].mimeTypes.includes(mimeType)));

/** A size as people write it: 5 MB, 100 KB. */
export const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${String(bytes / 1024 / 1024)} MB` : `${String(bytes / 1024)} KB`;

const ruleText = (kind: MediaKind): string =>
  `${kind}: ${mediaRules[kind].mimeTypes.join(', ')} up to ${sizeText(mediaRules[kind].mostBytes)}`;

const wrongType = (kind: MediaKind | undefined, mimeType: string | undefined): string => {
  const what = `The file is ${mimeType ?? 'of an unknown type'}${kind === undefined ? '' : ` and cannot be sent as ${kind}`}.`;
  const taken = (kind === undefined ? mediaKinds : [kind]).map(ruleText).join('; ');
  return `${what} WhatsApp takes ${taken}`;
};

function mostBytesOf(kind: MediaKind, head: FileHead): number {
  return kind === 'sticker' && !isAnimatedWebp(head.bytes)
    ? staticStickerMostBytes
    : mediaRules[kind].mostBytes;
}

// WhatsApp plays OGG only when it is Opus.
const isOggWithoutOpus = ({ detected = '' }: FileHead): boolean =>
  detected.startsWith('audio/ogg') && !detected.includes('opus');

/** Decides from its first bytes whether WhatsApp takes a file, as which kind, and how large it may be. */
export function judgeFile(head: FileHead, asked: MediaKind | undefined): MediaVerdict {
  if (head.bytes.length === 0) return { isTaken: false, reason: 'The file is empty' };
  if (isOggWithoutOpus(head)) return { isTaken: false, reason: 'An OGG file must hold Opus audio' };
  const found = mimeTypeOf(head);
  if (found === undefined) return { isTaken: false, reason: wrongType(asked, undefined) };
  // Many recorders write sound alone into a container that says video.
  const mimeType = asked === 'audio' && found === 'video/mp4' ? 'audio/mp4' : found;
  const kind = asked ?? mediaKinds.find((each) => mediaRules[each].mimeTypes.includes(mimeType));
  if (kind === undefined || !isTakenAs(kind, mimeType))
    return { isTaken: false, reason: wrongType(asked, mimeType) };
  return { isTaken: true, kind, mimeType, mostBytes: mostBytesOf(kind, head) };
}

/** Why a stored file cannot be sent as this kind; undefined when it can. */
export function objectionToSending(
  kind: MediaKind,
  file: { mimeType: string; sizeBytes: number },
): string | undefined {
  const mimeType = bareMimeType(file.mimeType);
  if (!isTakenAs(kind, mimeType)) return wrongType(kind, mimeType);
  const { mostBytes } = mediaRules[kind];
  if (file.sizeBytes > mostBytes)
    return `The file is larger than the ${sizeText(mostBytes)} that WhatsApp takes as ${kind}`;
  return undefined;
}
