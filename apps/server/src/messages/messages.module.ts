import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ContactsModule } from '../contacts/index.ts';
import { ConversationsModule } from '../conversations/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { MediaModule } from '../media/index.ts';
import { TemplatesModule } from '../templates/index.ts';
import { AcceptBatch } from './accepting/accept-batch.ts';
import { AcceptedMessagesRepository } from './accepting/accepted-messages.repository.ts';
import { BacklogLimit } from './accepting/backlog-limit.ts';
import { InboundEventsController } from './receiving/inbound-events.controller.ts';
import { PlatformInboundEventsController } from './receiving/platform-inbound-events.controller.ts';
import { InboundEventsQueries } from './receiving/inbound-events.queries.ts';
import { ReplayInboundEvent } from './receiving/replay-inbound-event.ts';
import { AcceptMessage } from './accepting/accept-message.ts';
import { AcceptRequest } from './accepting/accept-request.ts';
import { WrittenConversations } from './accepting/written-conversations.ts';
import { ApplyOwnChanges } from './apply-own-changes.ts';
import { ApplyChanges } from './receiving/apply-changes.ts';
import { ApplyStatuses } from './receiving/apply-statuses.ts';
import { CancelMessage } from './cancel-message.ts';
import { MessageChangesRepository } from './changes.repository.ts';
import { ClaimsRepository } from './sending/claims.repository.ts';
import { ExchangeRounds } from './sending/exchange-rounds.ts';
import { ConversationMessagesController } from './conversation-messages.controller.ts';
import { ExchangeController } from './exchange/exchange.controller.ts';
import { FindExchange } from './exchange/find-exchange.ts';
import { ExportController } from './exporting/export.controller.ts';
import { ExportMessages } from './exporting/export-messages.ts';
import { FindMessage } from './find-message.ts';
import { InboundEventsRepository } from './receiving/inbound-events.repository.ts';
import { MessageFigures } from './message-figures.ts';
import { MessagesController } from './messages.controller.ts';
import { ConversationMessagesQueries } from './conversation-messages.queries.ts';
import { MessagesQueries } from './messages.queries.ts';
import { ProcessInboundLane } from './receiving/process-inbound.jobs.ts';
import { ReceivedMessagesRepository } from './receiving/received-messages.repository.ts';
import { ReceiveMessages } from './receiving/receive-messages.ts';
import { ResendMessage } from './resend-message.ts';
import { SearchController } from './search/search.controller.ts';
import { SearchMessages } from './search/search-messages.ts';
import { SearchQueries } from './search/search.queries.ts';
import { SendAttempt } from './sending/send-attempt.ts';
import { SendMessagesLane } from './sending/send-messages.jobs.ts';
import { SettleAttempts } from './sending/settle-attempts.ts';
import { SettlementsRepository } from './settlements.repository.ts';

@Module({
  imports: [
    ChannelsModule,
    ContactsModule,
    ConversationsModule,
    InstancesModule,
    MediaModule,
    TemplatesModule,
  ],
  controllers: [
    SearchController,
    ExportController,
    ExchangeController,
    MessagesController,
    ConversationMessagesController,
    InboundEventsController,
    PlatformInboundEventsController,
  ],
  providers: [
    AcceptBatch,
    AcceptedMessagesRepository,
    AcceptMessage,
    AcceptRequest,
    BacklogLimit,
    InboundEventsQueries,
    ReplayInboundEvent,
    ApplyChanges,
    ApplyOwnChanges,
    ApplyStatuses,
    CancelMessage,
    ClaimsRepository,
    ExchangeRounds,
    ExportMessages,
    FindExchange,
    FindMessage,
    InboundEventsRepository,
    MessageChangesRepository,
    MessageFigures,
    ConversationMessagesQueries,
    MessagesQueries,
    ProcessInboundLane,
    ReceivedMessagesRepository,
    ReceiveMessages,
    ResendMessage,
    SearchMessages,
    SearchQueries,
    SendAttempt,
    SendMessagesLane,
    SettleAttempts,
    SettlementsRepository,
    WrittenConversations,
  ],
  exports: [AcceptMessage, CancelMessage],
})
export class MessagesModule {}
