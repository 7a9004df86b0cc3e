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
  RotatedWebhookSecret,
  RotateWebhookSecret,
  TestWebhook as TestBody,
  UpdateWebhook as UpdateBody,
  Webhook,
  WebhookId,
  WebhookPage,
  WebhooksQuery,
  WebhookStats,
  WebhookStatsQuery,
  WebhookTestResult,
  WebhookWithSecret,
} from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { Idempotent } from '../../platform/http/idempotency.interceptor.ts';
import { CreateWebhook } from './create-webhook.ts';
import { DeleteWebhook } from './delete-webhook.ts';
import { RotateSecret } from './rotate-secret.ts';
import { StatsQueries } from '../log/stats.queries.ts';
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
    private readonly rotateSecret: RotateSecret,
    private readonly testWebhook: TestWebhook,
    private readonly statsQueries: StatsQueries,
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
      'For one instance or, without `instanceId`, for all of the tenant. The address is checked now and again at every connection. The answer shows the secret, this once. Requests follow Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`.',
  })
  @ApiCreatedResponse({ standardSchema: WebhookWithSecret })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'address_not_allowed', 'forbidden')
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

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description:
      'For 24 hours every request carries two signatures, by the new secret and by the old one. A second rotation in that time is refused unless forced.',
  })
  @ApiOkResponse({ standardSchema: RotatedWebhookSecret })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  rotate(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Body({ schema: RotateWebhookSecret }) body: RotateWebhookSecret,
  ): Promise<RotatedWebhookSecret> {
    return this.rotateSecret.execute(caller, id, body);
  }

  @Post(':id/test')
  @HttpCode(200)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send a test event and show what the endpoint answered',
    description:
      'One try, within the timeout of the webhook, marked by the header `recado-test: true`. It works for a webhook that is switched off, too.',
  })
  @ApiOkResponse({ standardSchema: WebhookTestResult })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  test(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Body({ schema: TestBody }) { type }: TestBody,
  ): Promise<WebhookTestResult> {
    return this.testWebhook.execute(caller, id, type);
  }

  @Get(':id/stats')
  @RequirePermission('webhooks:read')
  @ApiOperation({
    operationId: 'getWebhookStats',
    summary: 'How a webhook fared, by hour',
    description: 'Success rate and durations of all attempts but tests, for as long as events are kept.',
  })
  @ApiOkResponse({ standardSchema: WebhookStats })
  @ApiProblems('invalid_request', 'not_found')
  stats(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Query({ schema: WebhookStatsQuery }) query: WebhookStatsQuery,
  ): Promise<WebhookStats> {
    return this.statsQueries.stats(caller, id, query);
  }
}
