import { Injectable } from '@nestjs/common';
import { TenantId, type InstanceId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { instanceColumns, toRecord, type InstanceRecord } from './instance-record.ts';

/** Reads instances for lanes and for accepting messages. */
@Injectable()
export class SendingInstancesQueries {
  async find(tenantId: TenantId, tx: Tx, id: InstanceId): Promise<InstanceRecord | undefined> {
    const row = await tx
      .selectFrom('instances')
      .select(instanceColumns)
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  /** The active tenant that owns an instance; a lane knows the instance alone. */
  async tenantOf(tx: Tx, id: InstanceId): Promise<TenantId | undefined> {
    const { rows } = await sql<{
      tenant_id: string | null;
    }>`select tenant_for_instance(${id}) as tenant_id`.execute(tx);
    return TenantId.optional().parse(rows[0]?.tenant_id ?? undefined);
  }
}
