import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  ChangedGroupMembers,
  ChangeGroupMembers as ChangeRequest,
  CreateGroup as CreateRequest,
  Group,
  GroupPath,
  Groups,
  idParam,
  InstanceId,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { ChangeGroupMembers } from './change-group-members.ts';
import { CreateGroup } from './create-group.ts';
import { GroupsOfInstance } from './groups-of-instance.ts';
import { LeaveGroup } from './leave-group.ts';
import { presentGroup } from './present-group.ts';

const IdOfInstance = idParam(InstanceId);
type IdOfInstance = { id: InstanceId };

const ofSession = [
  'invalid_request',
  'not_found',
  'not_supported_by_channel',
  'session_not_open',
  'session_unreachable',
  'provider_refused',
  'provider_unreachable',
] as const;

@ApiTags('groups')
@Controller('instances/:id/groups')
export class GroupsController {
  constructor(
    private readonly groupsOf: GroupsOfInstance,
    private readonly createGroup: CreateGroup,
    private readonly changeMembers: ChangeGroupMembers,
    private readonly leaveGroup: LeaveGroup,
  ) {}

  @Get()
  @RequirePermission('groups:read')
  @ApiOperation({
    operationId: 'listGroups',
    summary: 'List the groups that the number is in',
    description: 'As WhatsApp tells them now; all come at once.',
  })
  @ApiOkResponse({ standardSchema: Groups })
  @ApiProblems(...ofSession)
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): Promise<Groups> {
    const { connection, groups } = await this.groupsOf.find(caller, id);
    return { items: (await groups.list(connection)).map(presentGroup), nextCursor: null };
  }

  @Post()
  @RequirePermission('groups:write')
  @Idempotent()
  @ApiOperation({ operationId: 'createGroup', summary: 'Make a group' })
  @ApiCreatedResponse({ standardSchema: Group })
  @ApiProblems(...ofSession)
  create(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Body({ schema: CreateRequest }) request: CreateRequest,
  ): Promise<Group> {
    return this.createGroup.execute(caller, id, request);
  }

  @Get(':groupId')
  @RequirePermission('groups:read')
  @ApiOperation({ operationId: 'getGroup', summary: 'Show a group and its members' })
  @ApiOkResponse({ standardSchema: Group })
  @ApiProblems(...ofSession)
  async get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: GroupPath }) { id, groupId }: GroupPath,
  ): Promise<Group> {
    const { connection, groups } = await this.groupsOf.find(caller, id);
    return presentGroup(await groups.get(connection, groupId));
  }

  @Post(':groupId/members')
  @HttpCode(200)
  @RequirePermission('groups:write')
  @ApiOperation({
    operationId: 'changeGroupMembers',
    summary: 'Add, remove, promote or demote members',
    description: 'WhatsApp decides for each member by itself; the answer tells what became of each.',
  })
  @ApiOkResponse({ standardSchema: ChangedGroupMembers })
  @ApiProblems(...ofSession)
  change(
    @CurrentCaller() caller: Caller,
    @Param({ schema: GroupPath }) path: GroupPath,
    @Body({ schema: ChangeRequest }) request: ChangeRequest,
  ): Promise<ChangedGroupMembers> {
    return this.changeMembers.execute(caller, path, request);
  }

  @Post(':groupId/leave')
  @HttpCode(204)
  @RequirePermission('groups:write')
  @ApiOperation({ operationId: 'leaveGroup', summary: 'Leave a group' })
  @ApiNoContentResponse({ description: 'The number is no longer in the group' })
  @ApiProblems(...ofSession)
  leave(@CurrentCaller() caller: Caller, @Param({ schema: GroupPath }) path: GroupPath): Promise<void> {
    return this.leaveGroup.execute(caller, path);
  }
}
