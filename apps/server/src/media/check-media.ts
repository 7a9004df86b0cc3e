import { Injectable } from '@nestjs/common';
import type { InstanceId, OutboundContent, TenantId } from '@recado/contracts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import { mediaReferences, type MediaReference } from './media-references.ts';
import { objectionToSending } from './media-type-policy.ts';
import { MediaQueries, type KnownMedia } from './media.queries.ts';

const isVisible = (media: KnownMedia, instanceIds: ReadonlySet<InstanceId> | undefined): boolean =>
  media.instanceId === null || instanceIds === undefined || instanceIds.has(media.instanceId);

function objectionTo(media: KnownMedia | undefined, { kind }: MediaReference): string | undefined {
  if (media === undefined) return 'The media was not found';
  if (media.state === 'pending') return 'The file is still being fetched from WhatsApp';
  if (media.state === 'failed') return 'The file could not be fetched from WhatsApp';
  return objectionToSending(kind, { mimeType: media.mimeType, sizeBytes: media.sizeBytes ?? 0 });
}

/** Checks at accept time that the files a message names are here and that WhatsApp takes them as they are sent. */
@Injectable()
export class CheckMedia {
  constructor(
    private readonly database: Database,
    private readonly queries: MediaQueries,
  ) {}

  /**
   * @param instanceIds those an API key is limited to; files of other instances are not found
   * @throws AppError media_invalid naming each field
   */
  async execute(
    tenantId: TenantId,
    message: OutboundContent,
    instanceIds?: ReadonlySet<InstanceId>,
  ): Promise<void> {
    const references = mediaReferences(message);
    if (references.length === 0) return;
    const ids = references.map(({ mediaId }) => mediaId);
    const found = await this.database.inTenant(tenantId, (tx) => this.queries.findAll(tenantId, tx, ids));
    const errors = references.flatMap((reference) => {
      const media = found.get(reference.mediaId);
      const objection = objectionTo(media && isVisible(media, instanceIds) ? media : undefined, reference);
      return objection === undefined ? [] : [{ path: reference.path, message: objection }];
    });
    const [first] = errors;
    if (first !== undefined) throw new AppError('media_invalid', first.message, { errors });
  }
}
