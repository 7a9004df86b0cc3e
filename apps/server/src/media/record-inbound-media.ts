import { Injectable } from '@nestjs/common';
import type { InstanceId, MediaId, TenantId } from '@recado/contracts';
import type { InboundMedia } from '../channels/index.ts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, type Tx } from '../platform/database/database.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { cleanFileName } from './file-name-policy.ts';
import { MEDIA_LANE } from './media-fetch-policy.ts';
import { MediaRepository } from './media.repository.ts';
import { sha256From } from './sha256-policy.ts';

/** Keeps that a file came with a message; it is fetched from WhatsApp once the transaction has committed. */
@Injectable()
export class RecordInboundMedia {
  constructor(
    private readonly repository: MediaRepository,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** @returns the id under which `GET /media/:id` will give it */
  async execute(tenantId: TenantId, tx: Tx, instanceId: InstanceId, media: InboundMedia): Promise<MediaId> {
    const id = this.clock.newId<MediaId>();
    await this.repository.insertArrived(tenantId, tx, {
      id,
      instanceId,
      kind: media.kind,
      mimeType: media.mimeType.slice(0, 255),
      fileName: cleanFileName(media.fileName),
      providerMediaId: media.providerMediaId,
      sha256: sha256From(media.sha256) ?? null,
      createdAt: this.clock.now(),
    });
    afterCommit(() => {
      this.lanes.wake(MEDIA_LANE, instanceId);
    });
    return id;
  }
}
