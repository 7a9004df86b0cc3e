import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  idParam,
  Message,
  MessageHistoryQuery,
  MessageId,
  MessagePage,
  MessageWithHistory,
  outboundExamples,
  SendMessageRequest,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiIdempotencyKey } from '../platform/http/api-idempotency-key.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { toPage } from '../platform/http/cursor.ts';
import { AcceptRequest, CurrentExchange, type Exchange } from './accepting/accept-request.ts';
import { CancelMessage } from './cancel-message.ts';
import { FindMessage } from './find-message.ts';
import { MessagesQueries } from './messages.queries.ts';
import { presentMessageWithContact } from './present-message.ts';
import { ResendMessage } from './resend-message.ts';

const MessageParam = idParam(MessageId);

const sendExamples = Object.fromEntries(
  Object.entries(outboundExamples).map(([type, message]) => [
    type,
    {
      value: {
        instanceId: '0198f3c0-0000-7000-8000-000000000001',
        recipient: '+5511999999999',
        message,
      },
    },
  ]),
);

@ApiTags('messages')
@Controller('messages')
export class MessagesController {
  constructor(
    private readonly acceptRequest: AcceptRequest,
    private readonly findMessage: FindMessage,
    private readonly cancelMessage: CancelMessage,
    private readonly resendMessage: ResendMessage,
    private readonly queries: MessagesQueries,
  ) {}

  @Post('send')
  @HttpCode(202)
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'sendMessage',
    summary: 'Send a message',
    description:
      'The 202 is a promise: the message is kept and will be sent, or will say why not. It is never lost, and never sent twice unless the provider’s own answer was lost.',
  })
  @ApiIdempotencyKey()
  @ApiBody({ type: Object, examples: sendExamples })
  @ApiAcceptedResponse({ standardSchema: Message, description: 'Kept, and waiting to be sent' })
  @ApiProblems(
    'invalid_request',
    'not_found',
    'instance_not_connected',
    'not_supported_by_channel',
    'recipient_invalid',
    'window_closed',
    'contact_blocked',
    'recipient_opted_out',
    'media_invalid',
    'idempotency_mismatch',
    'queue_full',
  )
  async send(
    @Body({ schema: SendMessageRequest }) body: SendMessageRequest,
    @CurrentCaller() caller: Caller,
    @CurrentExchange() exchange: Exchange,
  ): Promise<Message> {
    return this.acceptRequest.execute(caller, body, exchange);
  }

  @Get('history')
  @RequirePermission('messages:read')
  @ApiOperation({ operationId: 'listMessages', summary: 'List messages, newest first' })
  @ApiOkResponse({ standardSchema: MessagePage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  async history(
    @Query({ schema: MessageHistoryQuery }) query: MessageHistoryQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<MessagePage> {
    const rows = await this.queries.history(caller.tenantId, query, caller.instanceIds);
    return toPage(rows, query.limit, presentMessageWithContact, (row) => ({
      sortValue: row.created_at.toISOString(),
      id: row.id,
    }));
  }

  @Get(':id')
  @RequirePermission('messages:read')
  @ApiOperation({ operationId: 'getMessage', summary: 'A message with every status it went through' })
  @ApiOkResponse({ standardSchema: MessageWithHistory })
  @ApiProblems('not_found')
  async find(
    @Param({ schema: MessageParam }) { id }: { id: MessageId },
    @CurrentCaller() caller: Caller,
  ): Promise<MessageWithHistory> {
    return this.findMessage.execute(caller, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('messages:send')
  @ApiOperation({ operationId: 'cancelMessage', summary: 'Call off a message that still waits' })
  @ApiOkResponse({ standardSchema: Message })
  @ApiProblems('not_found', 'message_not_cancellable')
  async cancel(
    @Param({ schema: MessageParam }) { id }: { id: MessageId },
    @CurrentCaller() caller: Caller,
  ): Promise<Message> {
    return this.cancelMessage.execute(caller, id);
  }

  @Post(':id/resend')
  @HttpCode(200)
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'resendMessage',
    summary: 'Send again a message that failed, expired or is in doubt',
    description: 'One in doubt may have arrived: sending it again may deliver it twice.',
  })
  @ApiOkResponse({ standardSchema: Message })
  @ApiProblems('not_found', 'message_not_resendable')
  async resend(
    @Param({ schema: MessageParam }) { id }: { id: MessageId },
    @CurrentCaller() caller: Caller,
  ): Promise<Message> {
    return this.resendMessage.execute(caller, id);
  }
}
