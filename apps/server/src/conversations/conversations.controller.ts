import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ChangeLabels,
  Conversation,
  ConversationId,
  ConversationPage,
  ConversationsQuery,
  idParam,
  MarkRead,
  StartConversation as StartBody,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { CloseConversation } from './handling/close-conversation.ts';
import { LabelConversation } from './handling/label-conversation.ts';
import { MarkConversationRead } from './handling/mark-conversation-read.ts';
import { ReopenConversation } from './handling/reopen-conversation.ts';
import { StartConversation } from './handling/start-conversation.ts';
import { ListedConversationsQueries } from './listing/listed-conversations.queries.ts';

const IdOfConversation = idParam(ConversationId);
type IdOfConversation = { id: ConversationId };

@ApiTags('conversations')
@Controller('conversations')
export class ConversationsController {
  constructor(
    private readonly queries: ListedConversationsQueries,
    private readonly startConversation: StartConversation,
    private readonly closeConversation: CloseConversation,
    private readonly reopenConversation: ReopenConversation,
    private readonly markConversationRead: MarkConversationRead,
    private readonly labelConversation: LabelConversation,
  ) {}

  @Get()
  @RequirePermission('conversations:read')
  @ApiOperation({
    operationId: 'listConversations',
    summary: 'List conversations, by the newest message or by who waits longest',
    description:
      'A contact has one conversation with each instance; it is closed and opened again, not made anew.',
  })
  @ApiOkResponse({ standardSchema: ConversationPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: ConversationsQuery }) query: ConversationsQuery,
  ): Promise<ConversationPage> {
    return this.queries.list(caller, query);
  }

  @Get(':id')
  @RequirePermission('conversations:read')
  @ApiOperation({ operationId: 'getConversation', summary: 'A conversation' })
  @ApiOkResponse({ standardSchema: Conversation })
  @ApiProblems('invalid_request', 'not_found')
  find(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
  ): Promise<Conversation> {
    return this.queries.get(caller, id);
  }

  @Post()
  @HttpCode(200)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'startConversation',
    summary: 'Find or open the conversation with somebody',
    description:
      'Nothing is sent. One that was closed, or not there, is open afterwards and nobody has it; another stays as it is. Asking again changes nothing.',
  })
  @ApiOkResponse({ standardSchema: Conversation, description: 'The conversation, open' })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'recipient_invalid')
  @ApiProblems('not_supported_by_channel', 'contact_blocked')
  async start(
    @CurrentCaller() caller: Caller,
    @Body({ schema: StartBody }) body: StartBody,
  ): Promise<Conversation> {
    return this.queries.get(caller, await this.startConversation.execute(caller, body));
  }

  @Post(':id/close')
  @HttpCode(200)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'closeConversation',
    summary: 'Close a conversation',
    description:
      'Nobody has it any more. The customer’s next message opens it again. One that is closed stays as it is.',
  })
  @ApiOkResponse({ standardSchema: Conversation })
  @ApiProblems('invalid_request', 'not_found')
  async close(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
  ): Promise<Conversation> {
    await this.closeConversation.execute(caller.tenantId, id, caller);
    return this.queries.get(caller, id);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'reopenConversation',
    summary: 'Open a closed conversation again',
    description:
      'Where the instance distributes, it waits for an agent; elsewhere it is open. One that is not closed stays as it is.',
  })
  @ApiOkResponse({ standardSchema: Conversation })
  @ApiProblems('invalid_request', 'not_found')
  async reopen(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
  ): Promise<Conversation> {
    await this.reopenConversation.execute(caller.tenantId, id, caller);
    return this.queries.get(caller, id);
  }

  @Post(':id/read')
  @HttpCode(200)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'markConversationRead',
    summary: 'Mark what the customer wrote as read',
    description:
      'With `sendReceipt` the customer sees it too; when WhatsApp cannot be reached it is read here all the same.',
  })
  @ApiOkResponse({ standardSchema: Conversation })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  @ApiProblems('session_not_open', 'session_unreachable', 'provider_refused', 'provider_unreachable')
  async read(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Body({ schema: MarkRead }) body: MarkRead,
  ): Promise<Conversation> {
    await this.markConversationRead.execute(caller, id, body);
    return this.queries.get(caller, id);
  }

  @Post(':id/labels')
  @HttpCode(200)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'labelConversation',
    summary: 'Put labels on a conversation, take others off',
  })
  @ApiOkResponse({ standardSchema: Conversation })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  async label(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Body({ schema: ChangeLabels }) body: ChangeLabels,
  ): Promise<Conversation> {
    await this.labelConversation.execute(caller, id, body);
    return this.queries.get(caller, id);
  }
}
