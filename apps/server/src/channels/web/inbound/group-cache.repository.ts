import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import type { Tx } from '../../../platform/database/database.ts';

/** Forgets groups as they were last described, once something about them changed: the next send asks for them again. */
@Injectable()
export class GroupCacheRepository {
  async forget(tenantId: TenantId, tx: Tx, instanceId: InstanceId, groupIds: string[]): Promise<void> {
    if (groupIds.length === 0) return;
    await tx
      .deleteFrom('web_groups')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('group_id', 'in', groupIds)
      .execute();
  }
}
