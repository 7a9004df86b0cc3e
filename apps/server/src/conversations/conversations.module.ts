import { Module } from '@nestjs/common';
import { ContactMergesRepository } from './contact-merges.repository.ts';
import { ConversationsRepository } from './conversations.repository.ts';
import { EnsureConversations } from './ensure-conversations.ts';
import { LinkIdentities } from './link-identities.ts';
import { MergeContacts } from './merge-contacts.ts';
import { RecordArrivals } from './record-arrivals.ts';

@Module({
  providers: [
    ContactMergesRepository,
    ConversationsRepository,
    EnsureConversations,
    LinkIdentities,
    MergeContacts,
    RecordArrivals,
  ],
  exports: [EnsureConversations, LinkIdentities, RecordArrivals],
})
export class ConversationsModule {}
