import { Injectable } from '@nestjs/common';
import { MediaKind, MediaState, type InstanceId, type MediaId, type TenantId } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';

/** A file as it is known; size and hash come with the file itself. */
export interface KnownMedia {
  id: MediaId;
  instanceId: InstanceId | null;
  kind: MediaKind;
  state: MediaState;
  mimeType: string;
  fileName: string | null;
  sizeBytes: number | null;
  sha256: Buffer | null;
  errorDetail: string | null;
  createdAt: Date;
}

@Injectable()
export class MediaQueries {
  async find(tenantId: TenantId, tx: Tx, id: MediaId): Promise<KnownMedia | undefined> {
    return (await this.findAll(tenantId, tx, [id])).get(id);
  }

  /** Those that exist, by their id. */
  async findAll(tenantId: TenantId, tx: Tx, ids: MediaId[]): Promise<ReadonlyMap<MediaId, KnownMedia>> {
    const rows = await tx
      .selectFrom('media')
      .select(['id', 'kind', 'state'])
      .select(['instance_id as instanceId', 'mime_type as mimeType', 'file_name as fileName'])
      .select(['size_bytes as sizeBytes', 'sha256', 'error_detail as errorDetail', 'created_at as createdAt'])
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids)
      .execute();
    return new Map(
      rows.map((row) => [
        row.id,
        { ...row, kind: MediaKind.parse(row.kind), state: MediaState.parse(row.state) },
      ]),
    );
  }
}
