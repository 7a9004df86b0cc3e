import { Injectable } from '@nestjs/common';
import { OptOutSettings, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';

/** By which words a tenant's customers opt out and in. A row of its own: changes of the tenant's other settings do not touch it. */
@Injectable()
export class ConsentSettingsRepository {
  /** The defaults for a tenant that never chose. */
  async find(tenantId: TenantId, tx: Tx): Promise<OptOutSettings> {
    const row = await tx
      .selectFrom('consent_settings')
      .select('settings')
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return OptOutSettings.parse(row?.settings ?? {});
  }

  async replace(tenantId: TenantId, tx: Tx, settings: OptOutSettings): Promise<void> {
    await tx
      .insertInto('consent_settings')
      .values({ tenant_id: tenantId, settings: jsonb(settings) })
      .onConflict((conflict) =>
        conflict.column('tenant_id').doUpdateSet({ settings: jsonb(settings), updated_at: sql<Date>`now()` }),
      )
      .execute();
  }
}
