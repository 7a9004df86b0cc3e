import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventPage, EventsQuery } from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { EventsQueries } from './events.queries.ts';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(private readonly queries: EventsQueries) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({
    operationId: 'listEvents',
    summary: 'List events, newest first',
    description:
      'As webhooks and the stream show them, for as long as events are kept. To ask for what is rare may take several pages, some of them with few items or none: go on while there is a `nextCursor`. The id of the first event is where `GET /events/stream` can go on from, with nothing missed between. A limited API key sees events of its instances only.',
  })
  @ApiOkResponse({ standardSchema: EventPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: EventsQuery }) query: EventsQuery,
  ): Promise<EventPage> {
    return this.queries.list(caller, query);
  }
}
