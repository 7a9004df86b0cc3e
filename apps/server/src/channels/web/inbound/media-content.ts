import { z } from 'zod';
import type { InboundMedia } from '../../inbound-update.ts';
import { encodeMediaReference, isPlainPath } from '../media-reference.ts';
import { bareJid } from './jid.ts';
import type { MessageKey } from './web-update.ts';
import { defined, nonEmpty } from './defined.ts';
import type { ReadContent } from './read-content.ts';

const text = z.string().nullish();

const Media = z.looseObject({
  mimetype: text,
  caption: text,
  fileName: text,
  title: text,
  directPath: z.string().refine(isPlainPath),
  mediaKey: z.string().min(1),
  fileSha256: text,
  fileEncSha256: text,
  fileLength: z.coerce.number().nullish(),
  seconds: z.number().nullish(),
  ptt: z.boolean().nullish(),
  gifPlayback: z.boolean().nullish(),
  isAnimated: z.boolean().nullish(),
});
type Media = z.infer<typeof Media>;

const usualType: Record<InboundMedia['kind'], string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg; codecs=opus',
  document: 'application/octet-stream',
  sticker: 'image/webp',
};

/** Reads a file of a message. @throws ZodError when it cannot be fetched: it has no key, or its path is none */
export function mediaContent(kind: InboundMedia['kind'], value: unknown, key: MessageKey): ReadContent {
  const media = Media.parse(value);
  const mimeType = media.mimetype ?? usualType[kind];
  const fileName = media.fileName ?? media.title ?? undefined;
  return {
    content: { type: kind, content: defined({ ...fieldsOf(kind, media), mimeType }) },
    media: {
      providerMediaId: referenceTo(kind, media, { key, mimeType }),
      kind,
      mimeType,
      fileName,
      sha256: media.fileSha256 ?? undefined,
    },
    isUnderstood: true,
  };
}

function fieldsOf(kind: InboundMedia['kind'], media: Media): Record<string, unknown> {
  return {
    caption: nonEmpty(media.caption),
    ...(kind === 'document' && { filename: media.fileName ?? media.title }),
    ...(kind === 'audio' && { voice: media.ptt === true }),
    ...(kind === 'sticker' && { animated: media.isAnimated === true }),
    ...(media.gifPlayback === true && { gif: true }),
    seconds: media.seconds,
  };
}

function referenceTo(
  kind: InboundMedia['kind'],
  media: Media,
  { key, mimeType }: { key: MessageKey; mimeType: string },
): string {
  return encodeMediaReference({
    kind,
    mediaKey: media.mediaKey,
    directPath: media.directPath,
    mimeType,
    fileSha256: media.fileSha256 ?? undefined,
    fileEncSha256: media.fileEncSha256 ?? undefined,
    sizeBytes: media.fileLength ?? undefined,
    message: {
      remoteJid: bareJid(key.remoteJid),
      id: key.id,
      fromMe: key.fromMe === true,
      participant: key.participant ? bareJid(key.participant) : undefined,
    },
  });
}
