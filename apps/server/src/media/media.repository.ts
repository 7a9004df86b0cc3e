import { Injectable } from '@nestjs/common';
import type { InstanceId, MediaId, MediaKind, TenantId } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';

export interface NewMedia {
  id: MediaId;
  instanceId: InstanceId | null;
  kind: MediaKind;
  mimeType: string;
  fileName: string | null;
  createdAt: Date;
}

/** A file that lies in the store already. */
export interface StoredMedia extends NewMedia {
  sizeBytes: number;
  sha256: Buffer;
}

/** A file that lies with the provider. */
export interface ArrivedMedia extends NewMedia {
  instanceId: InstanceId;
  providerMediaId: string;
  /** What the provider says the file's hash is. */
  sha256: Buffer | null;
}

@Injectable()
export class MediaRepository {
  async insertStored(tenantId: TenantId, tx: Tx, media: StoredMedia): Promise<void> {
    await tx
      .insertInto('media')
      .values({
        ...this.#columns(tenantId, media),
        state: 'stored',
        size_bytes: media.sizeBytes,
        sha256: media.sha256,
      })
      .execute();
  }

  async insertArrived(tenantId: TenantId, tx: Tx, media: ArrivedMedia): Promise<void> {
    await tx
      .insertInto('media')
      .values({
        ...this.#columns(tenantId, media),
        state: 'pending',
        provider_media_id: media.providerMediaId,
        sha256: media.sha256,
      })
      .execute();
  }

  async isInstance(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<boolean> {
    const row = await tx
      .selectFrom('instances')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', instanceId)
      .executeTakeFirst();
    return row !== undefined;
  }

  #columns(tenantId: TenantId, media: NewMedia) {
    return {
      id: media.id,
      tenant_id: tenantId,
      instance_id: media.instanceId,
      kind: media.kind,
      mime_type: media.mimeType,
      file_name: media.fileName,
      created_at: media.createdAt,
    };
  }
}
