import { Module } from '@nestjs/common';
import { ArrivalFollowers } from './arrivals.ts';
import { ContactMergesRepository } from './contact-merges.repository.ts';
import { ConversationsQueries } from './conversations.queries.ts';
import { ConversationsRepository } from './conversations.repository.ts';
import { EnsureConversations } from './ensure-conversations.ts';
import { FindConversation } from './find-conversation.ts';
import { LinkIdentities } from './link-identities.ts';
import { MergeContacts } from './merge-contacts.ts';
import { RecordArrivals } from './record-arrivals.ts';

@Module({
  providers: [
    ArrivalFollowers,
    ContactMergesRepository,
    ConversationsQueries,
    ConversationsRepository,
    EnsureConversations,
    FindConversation,
    LinkIdentities,
    MergeContacts,
    RecordArrivals,
  ],
  exports: [ArrivalFollowers, EnsureConversations, FindConversation, LinkIdentities, RecordArrivals],
})
export class ConversationsModule {}
