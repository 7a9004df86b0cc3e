const MEGABYTE = 1024 * 1024;
const KILOBYTE = 1024;

export type MediaKind = 'audio' | 'document' | 'image' | 'sticker' | 'video';

interface MediaRule {
  readonly mimeTypes: readonly string[];
  readonly sizeMax: number;
}

/** What Meta takes as each kind of message, and how large. */
const MEDIA_RULES: Readonly<Record<MediaKind, MediaRule>> = {
  audio: {
    mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/opus'],
    sizeMax: 16 * MEGABYTE,
  },
  document: {
    mimeTypes: [
      'text/plain',
      'text/csv',
      'application/pdf',
      'application/vnd.ms-powerpoint',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    sizeMax: 100 * MEGABYTE,
  },
  image: { mimeTypes: ['image/jpeg', 'image/png'], sizeMax: 5 * MEGABYTE },
  // An animated one may have 500 KB, a static one 100 KB; only the larger limit is certain at the upload.
  sticker: { mimeTypes: ['image/webp'], sizeMax: 500 * KILOBYTE },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], sizeMax: 16 * MEGABYTE },
};

const KINDS = ['audio', 'document', 'image', 'sticker', 'video'] as const satisfies readonly MediaKind[];

/** Whether a message type carries a media file. */
export function isMediaKind(type: string): type is MediaKind {
  return KINDS.some((kind) => kind === type);
}

/** Every MIME type that may be uploaded. */
export const UPLOADABLE_MIME_TYPES: readonly string[] = KINDS.flatMap((kind) => MEDIA_RULES[kind].mimeTypes);

/** A MIME type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
function bareMimeType(mimeType: string): string {
  return mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The kind of a MIME type; undefined when it may not be uploaded. */
export function kindOf(mimeType: string): MediaKind | undefined {
  return KINDS.find((kind) => MEDIA_RULES[kind].mimeTypes.includes(bareMimeType(mimeType)));
}

/** What is wrong with a file as this kind of message; undefined when it may be sent so. */
export function mediaObjection(kind: MediaKind, mimeType: string, size: number): string | undefined {
  const rule = MEDIA_RULES[kind];
  // Any file may go out as a document.
  if (kind !== 'document' && !rule.mimeTypes.includes(bareMimeType(mimeType))) {
    return `Unsupported ${kind} mime type ${mimeType}. Please use one of ${rule.mimeTypes.join(', ')}.`;
  }
  if (size > rule.sizeMax)
    return `Media file size too big. Max file size we currently support for ${kind}: ${rule.sizeMax} bytes.`;
  return size === 0 ? 'Media file is empty.' : undefined;
}
