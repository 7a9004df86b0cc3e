import { type MediaType, normalizeMessageContent, type proto } from 'baileys';

/** The part of a message that tells of a file. */
export interface FilePart {
  readonly type: MediaType;
  readonly directPath: string;
  readonly mediaKey: Uint8Array;
}

const FIELDS = [
  ['imageMessage', 'image'],
  ['videoMessage', 'video'],
  ['ptvMessage', 'video'],
  ['audioMessage', 'audio'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
] as const;

/** Where a message's file is and how it is decrypted; undefined when it has none. */
export function fileOfMessage(message: proto.IMessage): FilePart | undefined {
  const content = normalizeMessageContent(message);
  for (const [field, type] of FIELDS) {
    const part = content?.[field];
    if (part?.directPath && part.mediaKey) {
      return { type, directPath: part.directPath, mediaKey: part.mediaKey };
    }
  }
  return undefined;
}
