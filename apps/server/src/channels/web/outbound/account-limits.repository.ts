import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { storableJson } from '../../../platform/database/jsonb.ts';

/** What WhatsApp said of the limits of accounts, in `web_sessions.limits`. */
@Injectable()
export class AccountLimitsRepository {
  constructor(private readonly database: WorkerDatabase) {}

  async find(tenantId: TenantId, instanceId: InstanceId): Promise<unknown> {
    const row = await this.database.statements
      .selectFrom('web_sessions')
      .select('limits')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .executeTakeFirst();
    return row?.limits ?? {};
  }

  /** Keeps what is said of other limits. */
  async save(tenantId: TenantId, tx: Tx, instanceId: InstanceId, limits: object): Promise<void> {
    await tx
      .updateTable('web_sessions')
      .set({ limits: sql`limits || ${storableJson(limits)}::jsonb`, updated_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .execute();
  }
}
