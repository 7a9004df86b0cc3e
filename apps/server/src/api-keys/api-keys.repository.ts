import { Injectable } from '@nestjs/common';
import type { ApiKey, ApiKeyId, InstanceId, Permission, TenantId, UserId } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';
import { apiKeyColumns, toApiKey } from './api-keys.queries.ts';

export interface NewApiKey {
  id: ApiKeyId;
  name: string;
  hash: Buffer;
  shownPrefix: string;
  permissions: Permission[];
  instanceIds: InstanceId[] | undefined;
  createdBy: UserId | null;
  expiresAt: Date | undefined;
}

@Injectable()
export class ApiKeysRepository {
  async insert(tenantId: TenantId, tx: Tx, key: NewApiKey): Promise<ApiKey> {
    const row = await tx
      .insertInto('api_keys')
      .values({
        id: key.id,
        tenant_id: tenantId,
        name: key.name,
        key_hash: key.hash,
        key_prefix: key.shownPrefix,
        permissions: jsonb(key.permissions),
        instance_ids: key.instanceIds === undefined ? null : jsonb(key.instanceIds),
        created_by: key.createdBy,
        expires_at: key.expiresAt ?? null,
      })
      .returning(apiKeyColumns)
      .executeTakeFirstOrThrow();
    return toApiKey(row);
  }

  /** The key as it was; undefined when the tenant has no such key. */
  async remove(tenantId: TenantId, tx: Tx, id: ApiKeyId): Promise<ApiKey | undefined> {
    const row = await tx
      .deleteFrom('api_keys')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returning(apiKeyColumns)
      .executeTakeFirst();
    return row === undefined ? undefined : toApiKey(row);
  }

  /** Those of the ids that are instances of the tenant. */
  async knownInstances(tenantId: TenantId, tx: Tx, ids: InstanceId[]): Promise<Set<InstanceId>> {
    const rows = await tx
      .selectFrom('instances')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', 'in', ids)
      .execute();
    return new Set(rows.map(({ id }) => id));
  }
}
