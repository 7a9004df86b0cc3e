import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  CreateUserRequest,
  idParam,
  TenantQuery,
  UpdateUserRequest,
  User,
  UserId,
  UserPage,
  UserQuery,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { CreateUser } from './create-user.ts';
import { RemoveUser } from './remove-user.ts';
import { UpdateUser } from './update-user.ts';
import { UsersQueries } from './users.queries.ts';

const UserIdParam = idParam(UserId);

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly queries: UsersQueries,
    private readonly createUser: CreateUser,
    private readonly updateUser: UpdateUser,
    private readonly removeUser: RemoveUser,
  ) {}

  @Get()
  @RequirePermission('users:read')
  @ApiOperation({ operationId: 'listUsers', summary: 'List users' })
  @ApiOkResponse({ standardSchema: UserPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  list(@CurrentCaller() caller: Caller, @Query({ schema: UserQuery }) query: UserQuery) {
    return this.queries.list(caller, query);
  }

  @Post()
  @RequirePermission('users:write')
  @Idempotent()
  @ApiOperation({ operationId: 'createUser', summary: 'Create a user' })
  @ApiCreatedResponse({ standardSchema: User })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  create(@CurrentCaller() caller: Caller, @Body({ schema: CreateUserRequest }) body: CreateUserRequest) {
    return this.createUser.execute(caller, body);
  }

  @Get(':id')
  @RequirePermission('users:read')
  @ApiOperation({ operationId: 'getUser', summary: 'Get a user' })
  @ApiOkResponse({ standardSchema: User })
  @ApiProblems('invalid_request', 'not_found')
  one(
    @CurrentCaller() caller: Caller,
    @Param({ schema: UserIdParam }) { id }: { id: UserId },
    @Query({ schema: TenantQuery }) { tenantId }: TenantQuery,
  ) {
    return this.queries.one(caller, tenantId, id);
  }

  @Patch(':id')
  @RequirePermission('users:write')
  @ApiOperation({ operationId: 'updateUser', summary: 'Change a user' })
  @ApiOkResponse({ standardSchema: User })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: UserIdParam }) { id }: { id: UserId },
    @Query({ schema: TenantQuery }) { tenantId }: TenantQuery,
    @Body({ schema: UpdateUserRequest }) body: UpdateUserRequest,
  ) {
    return this.updateUser.execute(caller, { tenantId, id }, body);
  }

  @Delete(':id')
  @RequirePermission('users:write')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteUser', summary: 'Remove a user' })
  @ApiNoContentResponse({ description: 'The user is removed' })
  @ApiProblems('invalid_request', 'not_found', 'conflict')
  remove(
    @CurrentCaller() caller: Caller,
    @Param({ schema: UserIdParam }) { id }: { id: UserId },
    @Query({ schema: TenantQuery }) { tenantId }: TenantQuery,
  ) {
    return this.removeUser.execute(caller, { tenantId, id });
  }
}
