/** The kinds of files that WhatsApp sends. */
export const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
const officeDocument = (name: string) => `application/vnd.openxmlformats-officedocument.${name}`;

/**
 * What WhatsApp takes of each kind: Meta's page "Media" of the Cloud API. Documents of text are all `text/plain`;
 * a file that may go as another kind may go as a document too.
 */
export const mediaRules: Readonly<
  Record<(typeof mediaKinds)[number], { mimeTypes: readonly string[]; mostBytes: number }>
> = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], mostBytes: 5 * MEGABYTE },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], mostBytes: 16 * MEGABYTE },
  audio: {
    mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    mostBytes: 16 * MEGABYTE,
  },
  document: {
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      officeDocument('wordprocessingml.document'),
      officeDocument('spreadsheetml.sheet'),
      officeDocument('presentationml.presentation'),
    ],
    mostBytes: 100 * MEGABYTE,
  },
  sticker: { mimeTypes: ['image/webp'], mostBytes: 500 * KILOBYTE },
};

/** A sticker that does not move is held to less than `mediaRules.sticker`. */
export const staticStickerMostBytes = 100 * KILOBYTE;
