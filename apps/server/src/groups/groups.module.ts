import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ChangeGroupMembers } from './change-group-members.ts';
import { CreateGroup } from './create-group.ts';
import { GroupsController } from './groups.controller.ts';
import { GroupsOfInstance } from './groups-of-instance.ts';
import { LeaveGroup } from './leave-group.ts';

@Module({
  imports: [ChannelsModule],
  controllers: [GroupsController],
  providers: [ChangeGroupMembers, CreateGroup, GroupsOfInstance, LeaveGroup],
})
export class GroupsModule {}
