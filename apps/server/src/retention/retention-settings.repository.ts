import { Injectable } from '@nestjs/common';
import type { PutRetention, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';

/** How long a tenant keeps what. */
@Injectable()
export class RetentionSettingsRepository {
  /** Nothing chosen for a tenant that never chose. */
  async find(tenantId: TenantId, tx: Tx): Promise<PutRetention> {
    const row = await tx
      .selectFrom('retention_settings')
      .select(['messages_days', 'events_days'])
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return { messagesDays: row?.messages_days ?? null, eventsDays: row?.events_days ?? null };
  }

  async replace(tenantId: TenantId, tx: Tx, { messagesDays, eventsDays }: PutRetention): Promise<void> {
    const chosen = { messages_days: messagesDays, events_days: eventsDays };
    await tx
      .insertInto('retention_settings')
      .values({ tenant_id: tenantId, ...chosen })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet({ ...chosen, updated_at: sql<Date>`now()` }),
      )
      .execute();
  }
}
