import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  CreateWebhook as CreateBody,
  idParam,
  UpdateWebhook as UpdateBody,
  Webhook,
  WebhookDeliveriesQuery,
  WebhookDeliveryPage,
  WebhookId,
  WebhookPage,
  WebhooksQuery,
  WebhookTestResult,
  WebhookWithSecret,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { CreateWebhook } from './create-webhook.ts';
import { DeleteWebhook } from './delete-webhook.ts';
import { TestWebhook } from './test-webhook.ts';
import { UpdateWebhook } from './update-webhook.ts';
import { WebhooksQueries } from './webhooks.queries.ts';

const IdOfWebhook = idParam(WebhookId);
type IdOfWebhook = { id: WebhookId };

@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly queries: WebhooksQueries,
    private readonly createWebhook: CreateWebhook,
    private readonly updateWebhook: UpdateWebhook,
    private readonly deleteWebhook: DeleteWebhook,
    private readonly testWebhook: TestWebhook,
  ) {}

  @Get()
  @RequirePermission('webhooks:read')
  @ApiOperation({ operationId: 'listWebhooks', summary: 'List webhooks, newest first' })
  @ApiOkResponse({ standardSchema: WebhookPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: WebhooksQuery }) query: WebhooksQuery,
  ): Promise<WebhookPage> {
    return this.queries.list(caller, query);
  }

  @Post()
  @Idempotent()
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Register a webhook',
    description:
      'The address is checked now and again at every connection. The answer shows the secret, this once. Requests follow Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`.',
  })
  @ApiCreatedResponse({ standardSchema: WebhookWithSecret })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'address_not_allowed')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateBody }) body: CreateBody,
  ): Promise<WebhookWithSecret> {
    return this.createWebhook.execute(caller, body);
  }

  @Get(':id')
  @RequirePermission('webhooks:read')
  @ApiOperation({ operationId: 'getWebhook', summary: 'Show a webhook' })
  @ApiOkResponse({ standardSchema: Webhook })
  @ApiProblems('invalid_request', 'not_found')
  get(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
  ): Promise<Webhook> {
    return this.queries.get(caller, id);
  }

  @Put(':id')
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'updateWebhook',
    summary: 'Replace a webhook',
    description:
      'The secret and `isActive` stay when absent. Switched on again, it gets the events that were held for it.',
  })
  @ApiOkResponse({ standardSchema: Webhook })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict', 'address_not_allowed')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Body({ schema: UpdateBody }) body: UpdateBody,
  ): Promise<Webhook> {
    return this.updateWebhook.execute(caller, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('webhooks:write')
  @ApiOperation({ operationId: 'deleteWebhook', summary: 'Remove a webhook with its deliveries' })
  @ApiNoContentResponse()
  @ApiProblems('invalid_request', 'not_found')
  delete(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
  ): Promise<void> {
    return this.deleteWebhook.execute(caller, id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send a test event and show what the endpoint answered',
    description: 'One try, within 16 seconds. It works for a webhook that is switched off, too.',
  })
  @ApiOkResponse({ standardSchema: WebhookTestResult })
  @ApiProblems('invalid_request', 'not_found')
  test(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
  ): Promise<WebhookTestResult> {
    return this.testWebhook.execute(caller, id);
  }

  @Get(':id/deliveries')
  @RequirePermission('webhooks:read')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'List what was or will be delivered, newest first',
  })
  @ApiOkResponse({ standardSchema: WebhookDeliveryPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  deliveries(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Query({ schema: WebhookDeliveriesQuery }) query: WebhookDeliveriesQuery,
  ): Promise<WebhookDeliveryPage> {
    return this.queries.deliveries(caller, id, query);
  }
}
