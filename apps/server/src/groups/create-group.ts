import { Injectable } from '@nestjs/common';
import type { CreateGroup as Request, Group, InstanceId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { GroupsOfInstance } from './groups-of-instance.ts';
import { presentGroup } from './present-group.ts';

/** Makes a group at WhatsApp, with the instance as its administrator. */
@Injectable()
export class CreateGroup {
  constructor(
    private readonly groupsOf: GroupsOfInstance,
    private readonly database: Database,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found, not_supported_by_channel, session_not_open, ChannelError */
  async execute(caller: Caller, instanceId: InstanceId, request: Request): Promise<Group> {
    const { connection, groups } = await this.groupsOf.find(caller, instanceId);
    const group = presentGroup(await groups.create(connection, request));
    await this.database.inTenant(caller.tenantId, (tx) =>
      this.recordAudit.execute(caller.tenantId, tx, caller, {
        action: 'group.created',
        resourceType: 'instance',
        resourceId: instanceId,
        after: { groupId: group.id, subject: group.subject, members: request.members },
      }),
    );
    return group;
  }
}
