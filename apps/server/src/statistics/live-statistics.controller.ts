import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Delivery,
  DeliveryQuery,
  Traffic,
  TrafficQuery,
  WebhookSuccess,
  WebhookSuccessQuery,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ReadLiveStatistics } from './read-live-statistics.ts';

@ApiTags('statistics')
@Controller('statistics')
export class LiveStatisticsController {
  constructor(private readonly read: ReadLiveStatistics) {}

  @Get('traffic')
  @RequirePermission('statistics:read')
  @ApiOperation({
    operationId: 'getTraffic',
    summary: 'Messages in and out for each minute or hour up to now',
  })
  @ApiOkResponse({ standardSchema: Traffic })
  @ApiProblems('invalid_request', 'not_found')
  traffic(@CurrentCaller() caller: Caller, @Query({ schema: TrafficQuery }) query: TrafficQuery) {
    return this.read.traffic(caller, query);
  }

  @Get('delivery')
  @RequirePermission('statistics:read')
  @ApiOperation({
    operationId: 'getDelivery',
    summary: 'How far accepted messages got, how soon they were sent, and what waits now',
    description:
      'At most some 20,000 messages are read, however many there are: the newest of each number. `isCapped` tells when there were more.',
  })
  @ApiOkResponse({ standardSchema: Delivery })
  @ApiProblems('invalid_request', 'not_found')
  delivery(@CurrentCaller() caller: Caller, @Query({ schema: DeliveryQuery }) query: DeliveryQuery) {
    return this.read.delivery(caller, query);
  }

  @Get('webhooks')
  @RequirePermission('webhooks:read')
  @ApiOperation({
    operationId: 'getWebhookSuccess',
    summary: 'How webhook deliveries fared, and which endpoints failed most',
  })
  @ApiOkResponse({ standardSchema: WebhookSuccess })
  @ApiProblems('invalid_request')
  webhooks(
    @CurrentCaller() caller: Caller,
    @Query({ schema: WebhookSuccessQuery }) query: WebhookSuccessQuery,
  ) {
    return this.read.webhooks(caller, query);
  }
}
