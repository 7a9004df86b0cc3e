import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/index.ts';
import { ConversationsModule } from '../conversations/index.ts';
import { DistributionModule } from '../distribution/index.ts';
import { MessagesModule } from '../messages/index.ts';
import { AgentFigures } from './agent-figures.ts';
import { AnswerConversations } from './answer-conversations.jobs.ts';
import { ApplyPlan } from './apply-plan.ts';
import { AskAiAgent } from './ask-ai-agent.ts';
import { AskHttpAgent } from './ask-http-agent.ts';
import { AutomationController } from './automation.controller.ts';
import { CallService } from './call-service.ts';
import { DecideTurn } from './decide-turn.ts';
import { EpisodesRepository } from './episodes.repository.ts';
import { FollowArrivals } from './follow-arrivals.ts';
import { HearOfAgent } from './hear-of-agent.ts';
import { LoadTurn } from './load-turn.ts';
import { SettleTurn } from './settle-turn.ts';
import { TakeTurn } from './take-turn.ts';
import { TestAgent } from './test-agent.ts';
import { TurnContextQueries } from './turn-context.queries.ts';
import { TurnsQueries } from './turns.queries.ts';
import { TurnsRepository } from './turns.repository.ts';
import { UnheardRepository } from './unheard.repository.ts';

@Module({
  imports: [AgentsModule, ConversationsModule, DistributionModule, MessagesModule],
  controllers: [AutomationController],
  providers: [
    AgentFigures,
    AnswerConversations,
    ApplyPlan,
    AskAiAgent,
    AskHttpAgent,
    CallService,
    DecideTurn,
    EpisodesRepository,
    FollowArrivals,
    HearOfAgent,
    LoadTurn,
    SettleTurn,
    TakeTurn,
    TestAgent,
    TurnContextQueries,
    TurnsQueries,
    TurnsRepository,
    UnheardRepository,
  ],
})
export class AutomationModule {}
