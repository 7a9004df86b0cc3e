import { Injectable } from '@nestjs/common';
import {
  ApiKeyId,
  InstanceId,
  Permission,
  type ApiKey,
  type ApiKeyQuery,
  type TenantId,
  type UserId,
} from '@recado/contracts';
import { z } from 'zod';
import { Database } from '../platform/database/database.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';

export const apiKeyColumns = [
  'id',
  'name',
  'key_prefix',
  'permissions',
  'instance_ids',
  'created_by',
  'last_used_at',
  'expires_at',
  'created_at',
] as const;

interface ApiKeyRow {
  id: ApiKeyId;
  name: string;
  key_prefix: string;
  permissions: unknown;
  instance_ids: unknown;
  created_by: UserId | null;
  last_used_at: Date | null;
  expires_at: Date | null;
  created_at: Date;
}

const Scope = z.object({ permissions: z.array(Permission), instanceIds: z.array(InstanceId).nullable() });

export function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.key_prefix,
    ...Scope.parse({ permissions: row.permissions, instanceIds: row.instance_ids }),
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

@Injectable()
export class ApiKeysQueries {
  constructor(private readonly database: Database) {}

  /** Newest first: ids of keys grow with time. By the index api_keys_by_tenant. */
  async list(tenantId: TenantId, { limit, cursor }: ApiKeyQuery) {
    const after = cursor === undefined ? undefined : ApiKeyId.parse(decodeCursor(cursor).id);
    const rows = await this.database.inTenant(tenantId, (tx) => {
      const select = tx.selectFrom('api_keys').select(apiKeyColumns).where('tenant_id', '=', tenantId);
      return (after === undefined ? select : select.where('id', '<', after))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
    });
    return toPage(rows, limit, toApiKey, ({ id }) => ({ sortValue: '', id }));
  }
}
