import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idParam,
  InboundEvent,
  InboundEventId,
  PageQuery,
  PlatformInboundEventPage,
  type PlatformInboundEvent,
} from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { notFound } from '../../platform/http/app-error.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { toPage } from '../../platform/http/cursor.ts';
import { InboundEventsQueries, type ForeignEventRow } from './inbound-events.queries.ts';
import { presentInboundEvent, ReplayInboundEvent } from './replay-inbound-event.ts';

const present = (row: ForeignEventRow): PlatformInboundEvent => ({
  ...presentInboundEvent(row),
  tenant: { id: row.tenant_id, name: row.tenant_name },
  instanceName: row.instance_name,
});

/** What was set aside, over all tenants. */
@ApiTags('platform')
@Controller('platform/inbound-events')
export class PlatformInboundEventsController {
  constructor(
    private readonly queries: InboundEventsQueries,
    private readonly replayInboundEvent: ReplayInboundEvent,
  ) {}

  @Get()
  @RequirePermission('tenants:read')
  @ApiOperation({
    operationId: 'listPlatformInboundEvents',
    summary: 'List events of providers that were set aside, of all tenants',
  })
  @ApiOkResponse({ standardSchema: PlatformInboundEventPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  async list(@Query({ schema: PageQuery }) query: PageQuery): Promise<PlatformInboundEventPage> {
    const rows = await this.queries.poisonOfAll(query);
    return toPage(rows, query.limit, present, ({ id }) => ({ sortValue: '', id }));
  }

  @Post(':id/replay')
  @HttpCode(200)
  @RequirePermission('tenants:write')
  @ApiOperation({
    operationId: 'replayPlatformInboundEvent',
    summary: 'Process an event of any tenant once more',
  })
  @ApiOkResponse({ standardSchema: InboundEvent })
  @ApiProblems('invalid_request', 'not_found', 'conflict')
  async replay(
    @Param({ schema: idParam(InboundEventId) }) { id }: { id: InboundEventId },
    @CurrentCaller() caller: Caller,
  ): Promise<InboundEvent> {
    const tenantId = await this.queries.tenantOf(id);
    if (tenantId === undefined) throw notFound('The event');
    return this.replayInboundEvent.execute(caller, id, tenantId);
  }
}
