import { Injectable } from '@nestjs/common';
import type { ApiKeyId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';

@Injectable()
export class ApiKeyUsageRepository {
  /** Notes that the key was used now, unless another process did so within the last minute. */
  async touch(tenantId: TenantId, tx: Tx, apiKeyId: ApiKeyId): Promise<void> {
    await tx
      .updateTable('api_keys')
      .set({ last_used_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', apiKeyId)
      .where((row) =>
        row.or([
          row('last_used_at', 'is', null),
          row('last_used_at', '<', sql<Date>`now() - interval '1 minute'`),
        ]),
      )
      .execute();
  }
}
