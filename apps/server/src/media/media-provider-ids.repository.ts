import { Injectable } from '@nestjs/common';
import type { InstanceId, MediaId, TenantId } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';

export interface ProviderId {
  mediaId: MediaId;
  instanceId: InstanceId;
  providerMediaId: string;
  expiresAt: Date;
}

/** What the provider calls our files, by the number that sends them. */
@Injectable()
export class MediaProviderIdsRepository {
  /** The ids that are still good after `until`. */
  async find(
    tenantId: TenantId,
    tx: Tx,
    wanted: { instanceId: InstanceId; mediaIds: MediaId[]; until: Date },
  ): Promise<ReadonlyMap<MediaId, string>> {
    const rows = await tx
      .selectFrom('media_provider_ids')
      .select(['media_id', 'provider_media_id'])
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', wanted.instanceId)
      .where('media_id', 'in', wanted.mediaIds)
      .where('expires_at', '>', wanted.until)
      .execute();
    return new Map(rows.map((row) => [row.media_id, row.provider_media_id]));
  }

  async save(tenantId: TenantId, tx: Tx, id: ProviderId): Promise<void> {
    await tx
      .insertInto('media_provider_ids')
      .values({
        tenant_id: tenantId,
        media_id: id.mediaId,
        instance_id: id.instanceId,
        provider_media_id: id.providerMediaId,
        expires_at: id.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['media_id', 'instance_id']).doUpdateSet((row) => ({
          provider_media_id: row.ref('excluded.provider_media_id'),
          expires_at: row.ref('excluded.expires_at'),
        })),
      )
      .execute();
  }
}
