import type { Media, MediaDetails } from '@recado/contracts';
import type { StoredMedia } from './media.repository.ts';
import type { KnownMedia } from './media.queries.ts';

/** A stored file as `POST /media` answers it. */
export function presentMedia(media: StoredMedia): Media {
  return {
    id: media.id,
    kind: media.kind,
    mimeType: media.mimeType,
    fileName: media.fileName,
    sizeBytes: media.sizeBytes,
    sha256: media.sha256.toString('hex'),
    createdAt: media.createdAt.toISOString(),
  };
}

/** Any file, as `GET /media/:id/details` answers it. */
export function presentDetails(media: KnownMedia): MediaDetails {
  return {
    id: media.id,
    instanceId: media.instanceId,
    kind: media.kind,
    state: media.state,
    mimeType: media.mimeType,
    fileName: media.fileName,
    sizeBytes: media.sizeBytes,
    sha256: media.sha256?.toString('hex') ?? null,
    error: media.errorDetail,
    createdAt: media.createdAt.toISOString(),
  };
}
