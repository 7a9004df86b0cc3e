import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AgentId,
  AgentTestResult,
  AgentTurnPage,
  AgentTurnsQuery,
  ConversationId,
  idParam,
  TestAgent as TestBody,
  TestBot,
} from '@recado/contracts';
import { FindConversation } from '../conversations/index.ts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { TestAgent } from './test-agent.ts';
import { TurnsQueries } from './turns.queries.ts';

const IdOfAgent = idParam(AgentId);
type IdOfAgent = { id: AgentId };
const IdOfConversation = idParam(ConversationId);
type IdOfConversation = { id: ConversationId };

@Controller()
export class AutomationController {
  constructor(
    private readonly testAgent: TestAgent,
    private readonly findConversation: FindConversation,
    private readonly turns: TurnsQueries,
  ) {}

  @Post('agents/test')
  @HttpCode(200)
  @ApiTags('agents')
  @RequirePermission('agents:write')
  @ApiOperation({
    operationId: 'testBot',
    summary: 'Try settings of a bot that are not saved',
    description: 'Nothing is sent and nothing is kept: give `state` back to go on with the conversation.',
  })
  @ApiOkResponse({ standardSchema: AgentTestResult })
  @ApiProblems('invalid_request', 'malformed_json')
  testUnsaved(
    @CurrentCaller() caller: Caller,
    @Body({ schema: TestBot }) body: TestBot,
  ): Promise<AgentTestResult> {
    return this.testAgent.executeUnsaved(caller, body);
  }

  @Post('agents/:id/test')
  @HttpCode(200)
  @ApiTags('agents')
  @RequirePermission('agents:write')
  @ApiOperation({
    operationId: 'testAgent',
    summary: 'Ask an automatic agent what it would do',
    description:
      'The service of an http or ai agent is asked for real, once; nothing is sent to WhatsApp and nothing is kept. Give `state` back to go on with the conversation.',
  })
  @ApiOkResponse({ standardSchema: AgentTestResult })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found', 'conflict')
  test(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfAgent }) { id }: IdOfAgent,
    @Body({ schema: TestBody }) body: TestBody,
  ): Promise<AgentTestResult> {
    return this.testAgent.execute(caller, id, body);
  }

  @Get('conversations/:id/turns')
  @ApiTags('conversations')
  @RequirePermission('conversations:read')
  @ApiOperation({
    operationId: 'listAgentTurns',
    summary: 'What automatic agents did in a conversation, and why, newest first',
  })
  @ApiOkResponse({ standardSchema: AgentTurnPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Query({ schema: AgentTurnsQuery }) query: AgentTurnsQuery,
  ): Promise<AgentTurnPage> {
    const conversation = await this.findConversation.for(caller, id);
    return this.turns.list(caller.tenantId, conversation.id, query);
  }
}
