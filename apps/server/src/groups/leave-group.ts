import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { GroupsOfInstance } from './groups-of-instance.ts';

/** Leaves a group. */
@Injectable()
export class LeaveGroup {
  constructor(
    private readonly groupsOf: GroupsOfInstance,
    private readonly database: Database,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found, not_supported_by_channel, session_not_open, ChannelError */
  async execute(caller: Caller, { id, groupId }: { id: InstanceId; groupId: string }): Promise<void> {
    const { connection, groups } = await this.groupsOf.find(caller, id);
    await groups.leave(connection, groupId);
    await this.database.inTenant(caller.tenantId, (tx) =>
      this.recordAudit.execute(caller.tenantId, tx, caller, {
        action: 'group.left',
        resourceType: 'instance',
        resourceId: id,
        after: { groupId },
      }),
    );
  }
}
