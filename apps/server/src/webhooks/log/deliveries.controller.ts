import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idParam,
  WebhookDeliveriesQuery,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryId,
  WebhookDeliveryPage,
  WebhookId,
} from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { DeliveriesQueries } from './deliveries.queries.ts';
import { RetryDelivery } from './retry-delivery.ts';

const IdOfWebhook = idParam(WebhookId);
type IdOfWebhook = { id: WebhookId };
const IdOfDelivery = idParam(WebhookDeliveryId);
type IdOfDelivery = { id: WebhookDeliveryId };

@ApiTags('webhooks')
@Controller()
export class DeliveriesController {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly retryDelivery: RetryDelivery,
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
}
