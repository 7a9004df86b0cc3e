import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idParam,
  ReplayWebhook as ReplayBody,
  WebhookDeliveriesQuery,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryId,
  WebhookDeliveryPage,
  WebhookId,
  WebhookReplay,
  WebhookReplayId,
} from '@recado/contracts';
import { z } from 'zod';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { Idempotent } from '../../platform/http/idempotency.interceptor.ts';
import { DeliveriesQueries } from './deliveries.queries.ts';
import { ReplayWebhook } from './replay-webhook.ts';
import { RetryDelivery } from './retry-delivery.ts';
import { StatsQueries } from './stats.queries.ts';

const IdOfWebhook = idParam(WebhookId);
type IdOfWebhook = { id: WebhookId };
const IdOfDelivery = idParam(WebhookDeliveryId);
type IdOfDelivery = { id: WebhookDeliveryId };
const IdsOfReplay = z.strictObject({ id: WebhookId, replayId: WebhookReplayId });
type IdsOfReplay = z.infer<typeof IdsOfReplay>;

@ApiTags('webhooks')
@Controller()
export class DeliveriesController {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly retryDelivery: RetryDelivery,
    private readonly replayWebhook: ReplayWebhook,
    private readonly statsQueries: StatsQueries,
  ) {}

  @Get('webhooks/:id/deliveries')
  @RequirePermission('webhooks:read')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'List what was or will be delivered, newest first',
  })
  @ApiOkResponse({ standardSchema: WebhookDeliveryPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Query({ schema: WebhookDeliveriesQuery }) query: WebhookDeliveriesQuery,
  ): Promise<WebhookDeliveryPage> {
    return this.queries.list(caller, id, query);
  }

  @Get('deliveries/:id')
  @RequirePermission('webhooks:read')
  @ApiOperation({
    operationId: 'getWebhookDelivery',
    summary: 'Show a delivery with what it sends and every attempt',
  })
  @ApiOkResponse({ standardSchema: WebhookDeliveryDetail })
  @ApiProblems('invalid_request', 'not_found')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfDelivery }) { id }: IdOfDelivery,
  ): Promise<WebhookDeliveryDetail> {
    return this.queries.get(caller, id);
  }

  @Post('deliveries/:id/retry')
  @HttpCode(202)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'retryWebhookDelivery',
    summary: 'Deliver an event once more',
    description:
      'It becomes due now, with all its retries, whether it was delivered, given up, or waits. A webhook that is switched off holds it.',
  })
  @ApiAcceptedResponse({ standardSchema: WebhookDelivery })
  @ApiProblems('invalid_request', 'not_found', 'conflict')
  retry(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfDelivery }) { id }: IdOfDelivery,
  ): Promise<WebhookDelivery> {
    return this.retryDelivery.execute(caller, id);
  }

  @Post('webhooks/:id/replay')
  @HttpCode(202)
  @Idempotent()
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'replayWebhook',
    summary: 'Deliver past events once more',
    description:
      'In the background, in the order of the events, with the ids they had, also those of before the webhook was made. GET /webhooks/:id/replays/:replayId shows how far it is.',
  })
  @ApiAcceptedResponse({ standardSchema: WebhookReplay })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  replay(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Body({ schema: ReplayBody }) body: ReplayBody,
  ): Promise<WebhookReplay> {
    return this.replayWebhook.execute(caller, id, body);
  }

  @Get('webhooks/:id/replays/:replayId')
  @RequirePermission('webhooks:read')
  @ApiOperation({ operationId: 'getWebhookReplay', summary: 'Show a replay and how far it is' })
  @ApiOkResponse({ standardSchema: WebhookReplay })
  @ApiProblems('invalid_request', 'not_found')
  showReplay(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdsOfReplay }) { id, replayId }: IdsOfReplay,
  ): Promise<WebhookReplay> {
    return this.statsQueries.replay(caller, id, replayId);
  }
}
