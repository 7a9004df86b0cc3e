import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AssignConversation as AssignBody,
  ConversationAssignment,
  ConversationId,
  DistributionDecisionPage,
  idParam,
  PageQuery,
  TransferConversation as TransferBody,
} from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { AssignConversation } from './assign-conversation.ts';
import { ExplainDistribution } from './explain-distribution.ts';
import { TransferConversation } from './transfer-conversation.ts';

const IdOfConversation = idParam(ConversationId);
type IdOfConversation = { id: ConversationId };

@ApiTags('conversations')
@Controller('conversations')
export class ConversationDistributionController {
  constructor(
    private readonly assignConversation: AssignConversation,
    private readonly transferConversation: TransferConversation,
    private readonly explainDistribution: ExplainDistribution,
  ) {}

  @Post(':id/assign')
  @HttpCode(200)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'assignConversation',
    summary: 'Give a conversation to an agent, whatever its capacity, presence and hours',
  })
  @ApiOkResponse({ standardSchema: ConversationAssignment })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  assign(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Body({ schema: AssignBody }) body: AssignBody,
  ): Promise<ConversationAssignment> {
    return this.assignConversation.execute(caller, id, body);
  }

  @Post(':id/transfer')
  @HttpCode(200)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'transferConversation',
    summary: 'Pass a conversation on: to an agent, to whoever has skills, or back to the queue',
    description: 'Back in the queue, who had it does not get it again: it waits for somebody else.',
  })
  @ApiOkResponse({ standardSchema: ConversationAssignment })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  transfer(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Body({ schema: TransferBody }) body: TransferBody,
  ): Promise<ConversationAssignment> {
    return this.transferConversation.execute(caller, id, body);
  }

  @Get(':id/distribution')
  @RequirePermission('conversations:read')
  @ApiOperation({
    operationId: 'explainDistribution',
    summary: 'Why this agent: all decisions on a conversation, newest first',
  })
  @ApiOkResponse({ standardSchema: DistributionDecisionPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  explain(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<DistributionDecisionPage> {
    return this.explainDistribution.execute(caller, id, query);
  }
}
