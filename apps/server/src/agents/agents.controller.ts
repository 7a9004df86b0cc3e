import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  Agent,
  AgentId,
  AgentPage,
  AgentsQuery,
  CreateAgent as CreateBody,
  idParam,
  SetPresence as PresenceBody,
  UpdateAgent as UpdateBody,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { AgentsQueries } from './agents.queries.ts';
import { CreateAgent } from './create-agent.ts';
import { DeleteAgent } from './delete-agent.ts';
import { SetPresence } from './set-presence.ts';
import { UpdateAgent } from './update-agent.ts';

const IdOfAgent = idParam(AgentId);
type IdOfAgent = { id: AgentId };

@ApiTags('agents')
@Controller('agents')
export class AgentsController {
  constructor(
    private readonly queries: AgentsQueries,
    private readonly createAgent: CreateAgent,
    private readonly updateAgent: UpdateAgent,
    private readonly deleteAgent: DeleteAgent,
    private readonly setPresence: SetPresence,
  ) {}

  @Get()
  @RequirePermission('agents:read')
  @ApiOperation({ operationId: 'listAgents', summary: 'List agents, in the order in which they are asked' })
  @ApiOkResponse({ standardSchema: AgentPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: AgentsQuery }) query: AgentsQuery,
  ): Promise<AgentPage> {
    return this.queries.list(caller, query);
  }

  @Post()
  @Idempotent()
  @RequirePermission('agents:write')
  @ApiOperation({ operationId: 'createAgent', summary: 'Add an agent to an instance' })
  @ApiCreatedResponse({ standardSchema: Agent })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'agent_limit_reached', 'address_not_allowed')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  create(@CurrentCaller() caller: Caller, @Body({ schema: CreateBody }) body: CreateBody): Promise<Agent> {
    return this.createAgent.execute(caller, body);
  }

  @Get(':id')
  @RequirePermission('agents:read')
  @ApiOperation({
    operationId: 'showAgent',
    summary: 'Show an agent, whether it is at work, and how much it has',
  })
  @ApiOkResponse({ standardSchema: Agent })
  @ApiProblems('invalid_request', 'not_found')
  show(@CurrentCaller() caller: Caller, @Param({ schema: IdOfAgent }) { id }: IdOfAgent): Promise<Agent> {
    return this.queries.show(caller, id);
  }

  @Put(':id')
  @RequirePermission('agents:write')
  @ApiOperation({ operationId: 'updateAgent', summary: 'Replace an agent' })
  @ApiOkResponse({ standardSchema: Agent })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict', 'address_not_allowed')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfAgent }) { id }: IdOfAgent,
    @Body({ schema: UpdateBody }) body: UpdateBody,
  ): Promise<Agent> {
    return this.updateAgent.execute(caller, id, body);
  }

  @Put(':id/presence')
  @RequirePermission('agents:read')
  @ApiOperation({
    operationId: 'setPresence',
    summary: 'Say whether a person is at work',
    description:
      'Needs the permission `agents:write` too, unless the caller is the user of the agent. Repeat `online` every 30 seconds.',
  })
  @ApiOkResponse({ standardSchema: Agent })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  presence(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfAgent }) { id }: IdOfAgent,
    @Body({ schema: PresenceBody }) { presence }: PresenceBody,
  ): Promise<Agent> {
    return this.setPresence.execute(caller, id, presence);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('agents:write')
  @ApiOperation({ operationId: 'deleteAgent', summary: 'Remove an agent' })
  @ApiNoContentResponse()
  @ApiProblems('invalid_request', 'not_found')
  delete(@CurrentCaller() caller: Caller, @Param({ schema: IdOfAgent }) { id }: IdOfAgent): Promise<void> {
    return this.deleteAgent.execute(caller, id);
  }
}
