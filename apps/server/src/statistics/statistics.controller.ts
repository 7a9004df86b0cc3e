import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  StatisticsByAgent,
  StatisticsByDay,
  StatisticsByInstance,
  StatisticsOverview,
  StatisticsQuery,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ReadStatistics } from './read-statistics.ts';

@ApiTags('statistics')
@Controller('statistics')
export class StatisticsController {
  constructor(private readonly read: ReadStatistics) {}

  @Get('overview')
  @RequirePermission('statistics:read')
  @ApiOperation({
    operationId: 'getStatisticsOverview',
    summary:
      'How many messages and conversations there were, how fast they were answered, and what is open now',
  })
  @ApiOkResponse({ standardSchema: StatisticsOverview })
  @ApiProblems('invalid_request', 'not_found')
  overview(@CurrentCaller() caller: Caller, @Query({ schema: StatisticsQuery }) query: StatisticsQuery) {
    return this.read.overview(caller, query);
  }

  @Get('by-day')
  @RequirePermission('statistics:read')
  @ApiOperation({ operationId: 'getStatisticsByDay', summary: 'The same for each day' })
  @ApiOkResponse({ standardSchema: StatisticsByDay })
  @ApiProblems('invalid_request', 'not_found')
  byDay(@CurrentCaller() caller: Caller, @Query({ schema: StatisticsQuery }) query: StatisticsQuery) {
    return this.read.byDay(caller, query);
  }

  @Get('by-agent')
  @RequirePermission('statistics:read')
  @ApiOperation({
    operationId: 'getStatisticsByAgent',
    summary: 'What each agent got, closed, and how long it took',
    description:
      'A first response counts for the agent who had the conversation then, a closed conversation for the one who had it until then.',
  })
  @ApiOkResponse({ standardSchema: StatisticsByAgent })
  @ApiProblems('invalid_request', 'not_found')
  byAgent(@CurrentCaller() caller: Caller, @Query({ schema: StatisticsQuery }) query: StatisticsQuery) {
    return this.read.byAgent(caller, query);
  }

  @Get('by-instance')
  @RequirePermission('statistics:read')
  @ApiOperation({ operationId: 'getStatisticsByInstance', summary: 'The same for each number' })
  @ApiOkResponse({ standardSchema: StatisticsByInstance })
  @ApiProblems('invalid_request', 'not_found')
  byInstance(@CurrentCaller() caller: Caller, @Query({ schema: StatisticsQuery }) query: StatisticsQuery) {
    return this.read.byInstance(caller, query);
  }
}
