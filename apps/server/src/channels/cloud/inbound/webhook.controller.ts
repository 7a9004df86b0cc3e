import { Controller, Get, Header, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { InstanceId } from '@recado/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../../../platform/http/access.ts';
import { ApiProblems } from '../../../platform/http/api-problems.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import { ReceiveWebhook } from './receive-webhook.ts';

const WebhookParams = z.strictObject({ instanceId: InstanceId });
type WebhookParams = z.infer<typeof WebhookParams>;

/** What Meta asks when the address of a webhook is set. */
const Handshake = z.looseObject({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string(),
  'hub.challenge': z.string().max(1_000),
});

/** Meta's side of a number on the Cloud API calls these; callers of the API do not. */
@ApiTags('channels')
@Public()
@Controller('channels/cloud/:instanceId/webhook')
export class CloudWebhookController {
  constructor(private readonly receive: ReceiveWebhook) {}

  @Get()
  @Header('content-type', 'text/plain; charset=utf-8')
  @ApiOperation({
    operationId: 'verifyCloudWebhook',
    summary: 'Handshake of Meta: gives the challenge back when the verify token is right',
  })
  @ApiProduces('text/plain')
  @ApiQuery({
    name: 'hub.mode',
    schema: { type: 'string', enum: ['subscribe'] },
    description: 'What is asked',
  })
  @ApiQuery({
    name: 'hub.verify_token',
    schema: { type: 'string' },
    description: 'The verify token of the instance',
  })
  @ApiQuery({ name: 'hub.challenge', schema: { type: 'string' }, description: 'What to give back' })
  @ApiOkResponse({ schema: { type: 'string', example: '1158201444' }, description: 'The challenge' })
  @ApiProblems('forbidden', 'not_found')
  async shakeHands(
    @Param({ schema: WebhookParams }) { instanceId }: WebhookParams,
    @Query() query: unknown,
  ): Promise<string> {
    const asked = Handshake.safeParse(query);
    if (!asked.success) throw new AppError('forbidden', 'This is not a handshake of a webhook');
    const { 'hub.verify_token': verifyToken, 'hub.challenge': challenge } = asked.data;
    await this.receive.assertVerifyToken(instanceId, verifyToken);
    return challenge;
  }

  // The body is read after its signature was checked, and unreadable ones are kept: no parser may refuse it before.
  @Post()
  @RouteConfig({ keepsBodyRaw: true })
  @HttpCode(200)
  @ApiOperation({
    operationId: 'receiveCloudUpdates',
    summary: 'Updates from Meta, signed with the app secret; kept before they are answered',
  })
  @ApiHeader({
    name: 'X-Hub-Signature-256',
    required: true,
    description: '`sha256=` and the HMAC of the raw body in hex',
  })
  @ApiBody({
    schema: { type: 'object', example: { object: 'whatsapp_business_account', entry: [] } },
    description: 'A webhook of the WhatsApp Business Platform',
  })
  @ApiOkResponse({ description: 'Kept' })
  @ApiProblems('invalid_signature', 'not_found', 'payload_too_large')
  async takeUpdates(
    @Param({ schema: WebhookParams }) { instanceId }: WebhookParams,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const signature = request.headers['x-hub-signature-256'];
    await this.receive.execute(instanceId, {
      rawBody: request.rawBody ?? Buffer.alloc(0),
      signature: typeof signature === 'string' ? signature : undefined,
    });
  }
}
