import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  CreateInstance as CreateBody,
  CredentialsTest,
  idParam,
  Instance,
  InstanceId,
  InstancePage,
  InstancesQuery,
  TestCredentials as TestBody,
  UpdateInstance as UpdateBody,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { CreateInstance } from './create-instance.ts';
import { DeleteInstance } from './delete-instance.ts';
import { assertReaches, assertReachesAll } from './instance-reach.ts';
import { InstancesQueries } from './instances.queries.ts';
import { TestCredentials } from './test-credentials.ts';
import { UpdateInstance } from './update-instance.ts';

const IdOfInstance = idParam(InstanceId);
type IdOfInstance = { id: InstanceId };

@ApiTags('instances')
@Controller('instances')
export class InstancesController {
  constructor(
    private readonly queries: InstancesQueries,
    private readonly createInstance: CreateInstance,
    private readonly testCredentials: TestCredentials,
    private readonly updateInstance: UpdateInstance,
    private readonly deleteInstance: DeleteInstance,
  ) {}

  @Get()
  @RequirePermission('instances:read')
  @ApiOperation({ operationId: 'listInstances', summary: 'List instances, newest first' })
  @ApiOkResponse({ standardSchema: InstancePage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: InstancesQuery }) query: InstancesQuery,
  ): Promise<InstancePage> {
    return this.queries.list(caller, query);
  }

  @Post()
  @Idempotent()
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'createInstance',
    summary: 'Make an instance: a number to send and receive with',
    description: 'It is not connected yet: call POST /instances/:id/connect. Secrets are never shown again.',
  })
  @ApiCreatedResponse({ standardSchema: Instance })
  @ApiProblems('invalid_request', 'malformed_json', 'conflict', 'channel_unavailable', 'address_not_allowed')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  create(@CurrentCaller() caller: Caller, @Body({ schema: CreateBody }) body: CreateBody): Promise<Instance> {
    assertReachesAll(caller);
    return this.createInstance.execute(caller.tenantId, caller, body);
  }

  @Post('test-credentials')
  @HttpCode(200)
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'testCredentials',
    summary: 'Test credentials of the Cloud API before they are stored',
    description:
      'Asks Meta for the number and the account, with the token and the app secret, and tells of each field what it said. Only reads; nothing is stored. At most 60 times in 10 minutes for each tenant.',
  })
  @ApiOkResponse({ standardSchema: CredentialsTest })
  @ApiProblems(
    'invalid_request',
    'malformed_json',
    'channel_unavailable',
    'address_not_allowed',
    'rate_limited',
  )
  test(
    @CurrentCaller() caller: Caller,
    @Body({ schema: TestBody }) body: TestBody,
  ): Promise<CredentialsTest> {
    assertReachesAll(caller);
    return this.testCredentials.execute(caller.tenantId, body);
  }

  @Get(':id')
  @RequirePermission('instances:read')
  @ApiOperation({
    operationId: 'getInstance',
    summary: 'Show an instance, with the webhook address to give to Meta',
  })
  @ApiOkResponse({ standardSchema: Instance })
  @ApiProblems('invalid_request', 'not_found')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): Promise<Instance> {
    return this.queries.get(caller, id);
  }

  @Patch(':id')
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'updateInstance',
    summary: 'Change an instance',
    description:
      'What is left out stays. New credentials are used at once; connect again to have them checked.',
  })
  @ApiOkResponse({ standardSchema: Instance })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'address_not_allowed')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
    @Body({ schema: UpdateBody }) body: UpdateBody,
  ): Promise<Instance> {
    assertReaches(caller, id);
    return this.updateInstance.execute(caller.tenantId, caller, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('instances:write')
  @ApiOperation({
    operationId: 'deleteInstance',
    summary: 'Remove an instance with its messages, conversations, agents and webhooks',
  })
  @ApiNoContentResponse()
  @ApiProblems('invalid_request', 'not_found')
  delete(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfInstance }) { id }: IdOfInstance,
  ): Promise<void> {
    assertReaches(caller, id);
    return this.deleteInstance.execute(caller.tenantId, caller, id);
  }
}
