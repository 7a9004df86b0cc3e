import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idParam,
  InboundEvent,
  InboundEventId,
  InboundEventPage,
  InboundEventsQuery,
  type Page,
} from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { toPage } from '../../platform/http/cursor.ts';
import { InboundEventsQueries } from './inbound-events.queries.ts';
import { presentInboundEvent, ReplayInboundEvent } from './replay-inbound-event.ts';

@ApiTags('messages')
@Controller('inbound-events')
export class InboundEventsController {
  constructor(
    private readonly queries: InboundEventsQueries,
    private readonly replayInboundEvent: ReplayInboundEvent,
  ) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ operationId: 'listInboundEvents', summary: 'List events of providers that were set aside' })
  @ApiOkResponse({ standardSchema: InboundEventPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  async list(
    @Query({ schema: InboundEventsQuery }) query: InboundEventsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<InboundEvent>> {
    const rows = await this.queries.poison(caller.tenantId, query, caller.instanceIds);
    return toPage(rows, query.limit, presentInboundEvent, ({ id }) => ({ sortValue: '', id }));
  }

  @Post(':id/replay')
  @HttpCode(200)
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'replayInboundEvent',
    summary: 'Process an event that was set aside once more',
  })
  @ApiOkResponse({ standardSchema: InboundEvent })
  @ApiProblems('not_found', 'conflict')
  async replay(
    @Param({ schema: idParam(InboundEventId) }) { id }: { id: InboundEventId },
    @CurrentCaller() caller: Caller,
  ): Promise<InboundEvent> {
    return this.replayInboundEvent.execute(caller, id);
  }
}
