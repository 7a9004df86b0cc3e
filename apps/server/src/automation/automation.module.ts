import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents/index.ts';
import { ConversationsModule } from '../conversations/index.ts';
import { DistributionModule } from '../distribution/index.ts';
import { MessagesModule } from '../messages/index.ts';
import { AgentFigures } from './turns/agent-figures.ts';
import { AnswerConversations } from './turns/answer-conversations.jobs.ts';
import { ApplyPlan } from './turns/apply-plan.ts';
import { AskAiAgent } from './deciding/ask-ai-agent.ts';
import { AskHttpAgent } from './deciding/ask-http-agent.ts';
import { AutomationController } from './automation.controller.ts';
import { CallService } from './deciding/call-service.ts';
import { DecideTurn } from './deciding/decide-turn.ts';
import { EpisodesRepository } from './turns/episodes.repository.ts';
import { FollowArrivals } from './turns/follow-arrivals.ts';
import { HearOfAgent } from './turns/hear-of-agent.ts';
import { LoadTurn } from './turns/load-turn.ts';
import { SettleTurn } from './turns/settle-turn.ts';
import { TakeTurn } from './turns/take-turn.ts';
import { TestAgent } from './test-agent.ts';
import { TurnContextQueries } from './turns/turn-context.queries.ts';
import { TurnsQueries } from './turns.queries.ts';
import { TurnsRepository } from './turns/turns.repository.ts';
import { UnheardRepository } from './turns/unheard.repository.ts';

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
