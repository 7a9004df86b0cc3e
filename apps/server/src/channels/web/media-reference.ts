import { z } from 'zod';

/** Where the media of an inbound message is, and its key. It is what `InboundMedia.providerMediaId` holds on this channel. */
export const MediaReference = z.object({
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  /** Base64. Whoever has it can read the file. */
  mediaKey: z.string().min(1),
  /** A path below the media host. The sender chose it: never a host, see isPlainPath. */
  directPath: z.string().min(1),
  mimeType: z.string(),
  /** Base64, of the file and of its encrypted form. */
  fileSha256: z.string().optional(),
  fileEncSha256: z.string().optional(),
  sizeBytes: z.number().int().nonnegative().optional(),
  /** The message it came with: the phone is asked by it to upload an expired file again. */
  message: z.object({
    remoteJid: z.string(),
    id: z.string(),
    fromMe: z.boolean(),
    participant: z.string().optional(),
  }),
});
export type MediaReference = z.infer<typeof MediaReference>;

const PREFIX = 'wa1.';
const PLAIN_PATH = /^\/[A-Za-z0-9_\-./?=&%~+,:]+$/;

/** As text for `providerMediaId`. */
export const encodeMediaReference = (reference: MediaReference): string =>
  PREFIX + Buffer.from(JSON.stringify(reference)).toString('base64url');

/** @throws Error when the text is no reference to media of this channel */
export function decodeMediaReference(text: string): MediaReference {
  if (!text.startsWith(PREFIX)) throw new Error('This is no reference to media of the web channel');
  return MediaReference.parse(JSON.parse(Buffer.from(text.slice(PREFIX.length), 'base64url').toString()));
}

/**
 * True when a direct path names nothing but a path: joined to a media host it stays on that host. `//host/` would not, nor
 * would one with dots that climb.
 */
export const isPlainPath = (directPath: string): boolean =>
  PLAIN_PATH.test(directPath) && !directPath.startsWith('//') && !directPath.includes('/..');
