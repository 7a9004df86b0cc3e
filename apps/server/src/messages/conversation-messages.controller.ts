import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ConversationId,
  ConversationMessagePage,
  ConversationMessagesQuery,
  idParam,
  Message,
  SendInConversation,
} from '@recado/contracts';
import { FindConversation, MarkConversationRead } from '../conversations/index.ts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiIdempotencyKey } from '../platform/http/api-idempotency-key.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { AppError } from '../platform/http/app-error.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { encodeCursor } from '../platform/http/cursor.ts';
import { AcceptRequest, CurrentExchange, type Exchange } from './accepting/accept-request.ts';
import { ConversationMessagesQueries } from './conversation-messages.queries.ts';
import { presentMessage } from './present-message.ts';

const IdOfConversation = idParam(ConversationId);
type IdOfConversation = { id: ConversationId };

/** @throws AppError invalid_request */
function requireOnePlace({ cursor, before, after, around }: ConversationMessagesQuery): void {
  const places = [cursor, before, after, around].filter((place) => place !== undefined);
  if (places.length > 1)
    throw new AppError('invalid_request', 'Give at most one of cursor, before, after and around');
}

/** What is said in a conversation. It is here, not with conversations, because messages know these and not the other way round. */
@ApiTags('conversations')
@Controller('conversations/:id/messages')
export class ConversationMessagesController {
  constructor(
    private readonly findConversation: FindConversation,
    private readonly queries: ConversationMessagesQueries,
    private readonly acceptRequest: AcceptRequest,
    private readonly markConversationRead: MarkConversationRead,
  ) {}

  @Get()
  @RequirePermission('conversations:read')
  @ApiOperation({
    operationId: 'listConversationMessages',
    summary: 'List the messages of a conversation, newest first',
    description:
      'The newest, and with `cursor` those before; or those beside a message: give at most one of `cursor`, `before`, `after` and `around`.',
  })
  @ApiOkResponse({ standardSchema: ConversationMessagePage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Query({ schema: ConversationMessagesQuery }) query: ConversationMessagesQuery,
  ): Promise<ConversationMessagePage> {
    requireOnePlace(query);
    await this.findConversation.for(caller, id);
    const { rows, hasOlder, hasNewer } = await this.queries.page(caller.tenantId, id, query);
    const oldest = hasOlder ? rows.at(-1) : undefined;
    return {
      items: rows.map(presentMessage),
      nextCursor: oldest === undefined ? null : encodeCursor(oldest.created_at.toISOString(), oldest.id),
      hasNewer,
    };
  }

  @Post()
  @HttpCode(202)
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'sendInConversation',
    summary: 'Write in a conversation',
    description:
      'As POST /messages/send, with its promise, to the contact of the conversation. It marks the conversation as read.',
  })
  @ApiIdempotencyKey()
  @ApiAcceptedResponse({ standardSchema: Message, description: 'Kept, and waiting to be sent' })
  @ApiProblems(
    'invalid_request',
    'not_found',
    'instance_not_connected',
    'not_supported_by_channel',
    'contact_blocked',
    'recipient_opted_out',
    'window_closed',
    'contact_blocked',
    'recipient_opted_out',
    'media_invalid',
    'idempotency_mismatch',
    'queue_full',
  )
  async send(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Body({ schema: SendInConversation }) body: SendInConversation,
    @CurrentExchange() exchange: Exchange,
  ): Promise<Message> {
    const { instanceId, recipient } = await this.findConversation.for(caller, id);
    if (recipient === null)
      throw new AppError('not_supported_by_channel', 'This instance cannot write to the contact');
    const message = await this.acceptRequest.execute(caller, { ...body, instanceId, recipient }, exchange);
    await this.markConversationRead.execute(caller, id, { sendReceipt: false });
    return message;
  }
}
