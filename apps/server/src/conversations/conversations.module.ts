import { Module } from '@nestjs/common';
import { ConversationsRepository } from './conversations.repository.ts';
import { EnsureConversations } from './ensure-conversations.ts';
import { RecordArrivals } from './record-arrivals.ts';

@Module({
  providers: [ConversationsRepository, EnsureConversations, RecordArrivals],
  exports: [EnsureConversations, RecordArrivals],
})
export class ConversationsModule {}
