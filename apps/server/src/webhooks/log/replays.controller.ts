import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idParam,
  ReplayWebhook as ReplayBody,
  WebhookId,
  WebhookReplay,
  WebhookReplayId,
  WebhookReplayPage,
  WebhookReplaysQuery,
} from '@recado/contracts';
import { z } from 'zod';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { Idempotent } from '../../platform/http/idempotency.interceptor.ts';
import { ReplayWebhook } from './replay-webhook.ts';
import { ReplaysQueries } from './replays.queries.ts';
import { StopReplay } from './stop-replay.ts';

const IdOfWebhook = idParam(WebhookId);
type IdOfWebhook = { id: WebhookId };
const IdsOfReplay = z.strictObject({ id: WebhookId, replayId: WebhookReplayId });
type IdsOfReplay = z.infer<typeof IdsOfReplay>;

@ApiTags('webhooks')
@Controller('webhooks/:id')
export class ReplaysController {
  constructor(
    private readonly queries: ReplaysQueries,
    private readonly replayWebhook: ReplayWebhook,
    private readonly stopReplay: StopReplay,
  ) {}

  @Post('replay')
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

  @Get('replays')
  @RequirePermission('webhooks:read')
  @ApiOperation({ operationId: 'listWebhookReplays', summary: 'List the replays of a webhook, newest first' })
  @ApiOkResponse({ standardSchema: WebhookReplayPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfWebhook }) { id }: IdOfWebhook,
    @Query({ schema: WebhookReplaysQuery }) query: WebhookReplaysQuery,
  ): Promise<WebhookReplayPage> {
    return this.queries.list(caller, id, query);
  }

  @Get('replays/:replayId')
  @RequirePermission('webhooks:read')
  @ApiOperation({ operationId: 'getWebhookReplay', summary: 'Show a replay and how far it is' })
  @ApiOkResponse({ standardSchema: WebhookReplay })
  @ApiProblems('invalid_request', 'not_found')
  show(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdsOfReplay }) { id, replayId }: IdsOfReplay,
  ): Promise<WebhookReplay> {
    return this.queries.get(caller, id, replayId);
  }

  @Post('replays/:replayId/stop')
  @HttpCode(200)
  @RequirePermission('webhooks:write')
  @ApiOperation({
    operationId: 'stopWebhookReplay',
    summary: 'End a replay',
    description:
      'No more of its events are queued. Those that were are still delivered. One that has ended stays as it is.',
  })
  @ApiOkResponse({ standardSchema: WebhookReplay })
  @ApiProblems('invalid_request', 'not_found')
  stop(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdsOfReplay }) { id, replayId }: IdsOfReplay,
  ): Promise<WebhookReplay> {
    return this.stopReplay.execute(caller, id, replayId);
  }
}
