import { Module } from '@nestjs/common';
import { ArrivalFollowers } from './arrivals.ts';
import { CloseConversation } from './handling/close-conversation.ts';
import { ContactMergesRepository } from './contact-merges.repository.ts';
import { ConversationMergesRepository } from './conversation-merges.repository.ts';
import { ConversationsQueries } from './conversations.queries.ts';
import { ConversationsRepository } from './conversations.repository.ts';
import { DeparturesRepository } from './departures.repository.ts';
import { EnsureConversations } from './ensure-conversations.ts';
import { FindConversation } from './find-conversation.ts';
import { HandledConversationsRepository } from './handling/handled-conversations.repository.ts';
import { LinkIdentities } from './link-identities.ts';
import { MergeContacts } from './merge-contacts.ts';
import { RecordArrivals } from './record-arrivals.ts';
import { RecordDepartures } from './record-departures.ts';
import { ReopenConversation } from './handling/reopen-conversation.ts';

@Module({
  providers: [
    ArrivalFollowers,
    CloseConversation,
    ContactMergesRepository,
    ConversationMergesRepository,
    ConversationsQueries,
    ConversationsRepository,
    DeparturesRepository,
    EnsureConversations,
    FindConversation,
    HandledConversationsRepository,
    LinkIdentities,
    MergeContacts,
    RecordArrivals,
    RecordDepartures,
    ReopenConversation,
  ],
  exports: [
    ArrivalFollowers,
    CloseConversation,
    EnsureConversations,
    FindConversation,
    LinkIdentities,
    MergeContacts,
    RecordArrivals,
    RecordDepartures,
    ReopenConversation,
  ],
})
export class ConversationsModule {}
