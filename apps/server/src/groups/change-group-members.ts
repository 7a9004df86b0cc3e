import { Injectable } from '@nestjs/common';
import type { ChangedGroupMembers, ChangeGroupMembers as Request, InstanceId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { GroupsOfInstance } from './groups-of-instance.ts';

const DONE = 200;

/** Adds, removes, promotes or demotes members of a group; WhatsApp decides for each. */
@Injectable()
export class ChangeGroupMembers {
  constructor(
    private readonly groupsOf: GroupsOfInstance,
    private readonly database: Database,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError not_found, not_supported_by_channel, session_not_open, ChannelError */
  async execute(
    caller: Caller,
    { id, groupId }: { id: InstanceId; groupId: string },
    { change, members }: Request,
  ): Promise<ChangedGroupMembers> {
    const { connection, groups } = await this.groupsOf.find(caller, id);
    const answers = await groups.changeMembers(connection, groupId, { kind: change, members });
    const changed = answers.map(({ member, code }) => ({ member, code, isDone: code === DONE }));
    await this.database.inTenant(caller.tenantId, (tx) =>
      this.recordAudit.execute(caller.tenantId, tx, caller, {
        action: 'group.members_changed',
        resourceType: 'instance',
        resourceId: id,
        after: { groupId, change, members: changed },
      }),
    );
    return { members: changed };
  }
}
