import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/index.ts';
import { DecisionsRepository } from './deciding/decisions.repository.ts';
import { DistributeConversations } from './deciding/distribute-conversations.ts';
import { FollowArrivals } from './deciding/follow-arrivals.ts';
import { QueueRepository } from './deciding/queue.repository.ts';
import { RecordDecisions } from './deciding/record-decisions.ts';
import { RosterQueries } from './deciding/roster.queries.ts';
import { DistributionLane } from './distribution.jobs.ts';
import { AssignByHand } from './handling/assign-by-hand.ts';
import { AssignConversation } from './handling/assign-conversation.ts';
import { ConcludeHandling } from './handling/conclude-handling.ts';
import { ConversationDistributionController } from './handling/conversation-distribution.controller.ts';
import { DistributionQueries } from './handling/distribution.queries.ts';
import { ExplainDistribution } from './handling/explain-distribution.ts';
import { HoldConversation } from './handling/hold-conversation.ts';
import { NotesRepository } from './handling/notes.repository.ts';
import { ReleaseConversation } from './handling/release-conversation.ts';
import { TransferConversation } from './handling/transfer-conversation.ts';
import { DistributionSettingsController } from './settings/distribution-settings.controller.ts';
import { DistributionSettingsRepository } from './settings/distribution-settings.repository.ts';
import { DryRunDistribution } from './settings/dry-run-distribution.ts';
import { HoldDistribution } from './settings/hold-distribution.ts';
import { ReplaceSettings } from './settings/replace-settings.ts';
import { ShowSettings } from './settings/show-settings.ts';
import { AskForLook } from './waiting/ask-for-look.ts';
import { DrainQueue } from './waiting/drain-queue.ts';
import { FollowAgents } from './waiting/follow-agents.ts';
import { PlanNextLook } from './waiting/plan-next-look.ts';
import { ReassignConversations } from './waiting/reassign-conversations.ts';
import { ReturnConversations } from './waiting/return-conversations.ts';

@Module({
  imports: [ConversationsModule],
  controllers: [ConversationDistributionController, DistributionSettingsController],
  providers: [
    AskForLook,
    AssignByHand,
    AssignConversation,
    ConcludeHandling,
    DecisionsRepository,
    DistributeConversations,
    DistributionLane,
    DistributionQueries,
    DistributionSettingsRepository,
    DrainQueue,
    DryRunDistribution,
    ExplainDistribution,
    FollowAgents,
    FollowArrivals,
    HoldConversation,
    HoldDistribution,
    NotesRepository,
    PlanNextLook,
    QueueRepository,
    ReassignConversations,
    RecordDecisions,
    ReleaseConversation,
    ReplaceSettings,
    ReturnConversations,
    RosterQueries,
    ShowSettings,
    TransferConversation,
  ],
  exports: [FollowAgents, HoldDistribution, ReleaseConversation],
})
export class DistributionModule {}
