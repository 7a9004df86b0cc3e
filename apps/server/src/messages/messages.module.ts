import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ConversationsModule } from '../conversations/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { MediaModule } from '../media/index.ts';
import { TemplatesModule } from '../templates/index.ts';
import { AcceptBatch } from './accept-batch.ts';
import { AcceptedMessagesRepository } from './accepted-messages.repository.ts';
import { BacklogLimit } from './backlog-limit.ts';
import { InboundEventsController } from './inbound-events.controller.ts';
import { InboundEventsQueries } from './inbound-events.queries.ts';
import { ReplayInboundEvent } from './replay-inbound-event.ts';
import { AcceptMessage } from './accept-message.ts';
import { ApplyStatuses } from './apply-statuses.ts';
import { CancelMessage } from './cancel-message.ts';
import { MessageChangesRepository } from './changes.repository.ts';
import { ClaimsRepository } from './claims.repository.ts';
import { FindMessage } from './find-message.ts';
import { InboundEventsRepository } from './inbound-events.repository.ts';
import { MessageFigures } from './message-figures.ts';
import { MessagesController } from './messages.controller.ts';
import { MessagesQueries } from './messages.queries.ts';
import { ProcessInboundLane } from './process-inbound.jobs.ts';
import { ReceivedMessagesRepository } from './received-messages.repository.ts';
import { ReceiveMessages } from './receive-messages.ts';
import { ResendMessage } from './resend-message.ts';
import { SendAttempt } from './send-attempt.ts';
import { SendMessagesLane } from './send-messages.jobs.ts';
import { SettleAttempts } from './settle-attempts.ts';
import { SettlementsRepository } from './settlements.repository.ts';

@Module({
  imports: [ChannelsModule, ConversationsModule, InstancesModule, MediaModule, TemplatesModule],
  controllers: [MessagesController, InboundEventsController],
  providers: [
    AcceptBatch,
    AcceptedMessagesRepository,
    AcceptMessage,
    BacklogLimit,
    InboundEventsQueries,
    ReplayInboundEvent,
    ApplyStatuses,
    CancelMessage,
    ClaimsRepository,
    FindMessage,
    InboundEventsRepository,
    MessageChangesRepository,
    MessageFigures,
    MessagesQueries,
    ProcessInboundLane,
    ReceivedMessagesRepository,
    ReceiveMessages,
    ResendMessage,
    SendAttempt,
    SendMessagesLane,
    SettleAttempts,
    SettlementsRepository,
  ],
})
export class MessagesModule {}
