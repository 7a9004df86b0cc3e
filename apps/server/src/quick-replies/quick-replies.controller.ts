import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  CreateQuickReply as CreateBody,
  idParam,
  QuickRepliesQuery,
  QuickReply,
  QuickReplyId,
  QuickReplyPage,
  UpdateQuickReply as UpdateBody,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { CreateQuickReply } from './create-quick-reply.ts';
import { DeleteQuickReply } from './delete-quick-reply.ts';
import { QuickRepliesQueries } from './quick-replies.queries.ts';
import { UpdateQuickReply } from './update-quick-reply.ts';

const IdOfQuickReply = idParam(QuickReplyId);
type IdOfQuickReply = { id: QuickReplyId };

@ApiTags('quick-replies')
@Controller('quick-replies')
export class QuickRepliesController {
  constructor(
    private readonly queries: QuickRepliesQueries,
    private readonly createQuickReply: CreateQuickReply,
    private readonly updateQuickReply: UpdateQuickReply,
    private readonly deleteQuickReply: DeleteQuickReply,
  ) {}

  @Get()
  @RequirePermission('conversations:read')
  @ApiOperation({
    operationId: 'listQuickReplies',
    summary: 'List the answers that the team wrote beforehand, by their shortcuts',
  })
  @ApiOkResponse({ standardSchema: QuickReplyPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: QuickRepliesQuery }) query: QuickRepliesQuery,
  ): Promise<QuickReplyPage> {
    return this.queries.list(caller.tenantId, query);
  }

  @Post()
  @Idempotent()
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'createQuickReply',
    summary: 'Write an answer down for the whole team',
    description: 'Nothing is sent: who uses it sends its text, variables filled in, as any other.',
  })
  @ApiCreatedResponse({ standardSchema: QuickReply })
  @ApiProblems('invalid_request', 'malformed_json', 'conflict')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateBody }) body: CreateBody,
  ): Promise<QuickReply> {
    return this.createQuickReply.execute(caller, body);
  }

  @Get(':id')
  @RequirePermission('conversations:read')
  @ApiOperation({ operationId: 'getQuickReply', summary: 'A quick reply' })
  @ApiOkResponse({ standardSchema: QuickReply })
  @ApiProblems('invalid_request', 'not_found')
  find(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfQuickReply }) { id }: IdOfQuickReply,
  ): Promise<QuickReply> {
    return this.queries.get(caller.tenantId, id);
  }

  @Patch(':id')
  @RequirePermission('conversations:write')
  @ApiOperation({ operationId: 'updateQuickReply', summary: 'Change a quick reply' })
  @ApiOkResponse({ standardSchema: QuickReply })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  update(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfQuickReply }) { id }: IdOfQuickReply,
    @Body({ schema: UpdateBody }) body: UpdateBody,
  ): Promise<QuickReply> {
    return this.updateQuickReply.execute(caller, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('conversations:write')
  @ApiOperation({ operationId: 'deleteQuickReply', summary: 'Delete a quick reply' })
  @ApiNoContentResponse()
  @ApiProblems('invalid_request', 'not_found')
  delete(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfQuickReply }) { id }: IdOfQuickReply,
  ): Promise<void> {
    return this.deleteQuickReply.execute(caller, id);
  }
}
