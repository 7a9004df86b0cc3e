import { z } from 'zod';
import { InstanceId, MediaId } from './ids.ts';
import { mediaKinds } from './media-rules.ts';
import { Timestamp } from './pages.ts';

export const MediaKind = z.enum(mediaKinds).meta({ id: 'MediaKind', example: 'image' });
export type MediaKind = z.infer<typeof MediaKind>;

/** The form fields of `POST /media` that stand before the file. */
export const MediaUploadFields = z.strictObject({
  instanceId: InstanceId.optional().describe(
    'The number the file belongs to: API keys limited to other numbers cannot see it. Without it all of the tenant can',
  ),
  kind: MediaKind.optional().describe(
    'How it will be sent; without it the kind that fits the type of the file',
  ),
});
export type MediaUploadFields = z.infer<typeof MediaUploadFields>;

/** The answer of `POST /media`. */
export const Media = z
  .object({
    id: MediaId,
    kind: MediaKind,
    mimeType: z.string().describe('As the first bytes of the file show it, whatever was declared'),
    fileName: z.string().nullable(),
    sizeBytes: z.int(),
    sha256: z.string().describe('Of the bytes, in hexadecimal'),
    createdAt: Timestamp,
  })
  .meta({
    id: 'Media',
    example: {
      id: '0198f3c0-0000-7000-8000-000000000006',
      kind: 'image',
      mimeType: 'image/jpeg',
      fileName: 'fachada.jpg',
      sizeBytes: 184_223,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      createdAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type Media = z.infer<typeof Media>;

export const MediaState = z.enum(['pending', 'stored', 'failed']).meta({
  id: 'MediaState',
  description:
    'pending: still being fetched from WhatsApp; stored: can be read; failed: could not be fetched.',
});
export type MediaState = z.infer<typeof MediaState>;

/** `GET /media/:id/details`: also of a file that came in and is not here yet. */
export const MediaDetails = Media.extend({
  instanceId: InstanceId.nullable(),
  state: MediaState,
  sizeBytes: z.int().nullable(),
  sha256: z.string().nullable().describe('Of the bytes, in hexadecimal'),
  error: z.string().nullable().describe('Why it could not be fetched'),
}).meta({
  id: 'MediaDetails',
  example: {
    id: '0198f3c0-0000-7000-8000-000000000007',
    instanceId: '0198f3c0-0000-7000-8000-000000000001',
    kind: 'audio',
    state: 'pending',
    mimeType: 'audio/ogg; codecs=opus',
    fileName: null,
    sizeBytes: null,
    sha256: null,
    error: null,
    createdAt: '2026-11-24T12:00:00.000Z',
  },
});
export type MediaDetails = z.infer<typeof MediaDetails>;
