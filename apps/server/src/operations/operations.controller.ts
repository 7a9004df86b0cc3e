import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  FleetProcessList,
  HeldLaneList,
  LaneParams,
  LaneRepair,
  PageQuery,
  Queues,
  TenantWithFiguresPage,
} from '@recado/contracts';
import { BacklogQueries } from '../backlog/index.ts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { FleetQueries } from './fleet.queries.ts';
import { presentQueues } from './present-queues.ts';
import { RepairLane } from './repair-lane.ts';
import { StuckLanesQueries } from './stuck-lanes.queries.ts';
import { TenantFiguresQueries } from './tenant-figures.queries.ts';

@ApiTags('platform')
@Controller('platform')
export class OperationsController {
  constructor(
    private readonly fleet: FleetQueries,
    private readonly stuckLanes: StuckLanesQueries,
    private readonly backlog: BacklogQueries,
    private readonly tenantFigures: TenantFiguresQueries,
    private readonly repairLane: RepairLane,
  ) {}

  @Get('tenants')
  @RequirePermission('tenants:read')
  @ApiOperation({ operationId: 'listTenantsWithFigures', summary: 'List tenants with their size and use' })
  @ApiOkResponse({ standardSchema: TenantWithFiguresPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  tenants(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.tenantFigures.list(query);
  }

  @Get('processes')
  @RequirePermission('tenants:read')
  @ApiOperation({
    operationId: 'listProcesses',
    summary: 'List the processes of the fleet, and how much they hold',
  })
  @ApiOkResponse({ standardSchema: FleetProcessList })
  async processes(): Promise<FleetProcessList> {
    return { items: await this.fleet.processes() };
  }

  @Get('lanes')
  @RequirePermission('tenants:read')
  @ApiOperation({
    operationId: 'listHeldLanes',
    summary: 'List the lanes and sessions that are held now, lanes first',
  })
  @ApiOkResponse({ standardSchema: HeldLaneList })
  async lanes(): Promise<HeldLaneList> {
    return { items: await this.fleet.held() };
  }

  @Get('queues')
  @RequirePermission('tenants:read')
  @ApiOperation({
    operationId: 'getQueues',
    summary: 'What waits over all tenants, and what does not get on',
  })
  @ApiOkResponse({ standardSchema: Queues })
  async queues(): Promise<Queues> {
    const [figures, stuck] = await Promise.all([this.backlog.read(), this.stuckLanes.stuck()]);
    return presentQueues(figures, stuck);
  }

  @Post('lanes/:kind/:id/repair')
  @HttpCode(200)
  @RequirePermission('tenants:write')
  @ApiOperation({
    operationId: 'repairLane',
    summary: 'Bring a lane to a worker again',
    description:
      'Ends the hold of a process that is gone, and tries a broker that failed at once. What a living process holds is left to it; nothing is lost or done twice.',
  })
  @ApiOkResponse({ standardSchema: LaneRepair })
  @ApiProblems('invalid_request')
  repair(
    @CurrentCaller() caller: Caller,
    @Param({ schema: LaneParams }) lane: LaneParams,
  ): Promise<LaneRepair> {
    return this.repairLane.execute(caller, lane);
  }
}
