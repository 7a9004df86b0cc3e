import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
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
}
