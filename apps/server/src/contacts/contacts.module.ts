import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ConversationsModule } from '../conversations/index.ts';
import { MediaModule } from '../media/index.ts';
import { ContactsController } from './contacts.controller.ts';
import { ContactsQueries } from './contacts.queries.ts';
import { ContactsRepository } from './contacts.repository.ts';
import { CreateContact } from './create-contact.ts';
import { EraseContact } from './erase-contact.ts';
import { ErasuresRepository } from './erasures.repository.ts';
import { FindNumber } from './find-number.ts';
import { MergeContact } from './merge-contact.ts';
import { WritingConditions } from './writing/writing-conditions.queries.ts';
import { UpdateContact } from './update-contact.ts';

@Module({
  imports: [ChannelsModule, ConversationsModule, MediaModule],
  controllers: [ContactsController],
  providers: [
    ContactsQueries,
    ContactsRepository,
    CreateContact,
    EraseContact,
    ErasuresRepository,
    FindNumber,
    MergeContact,
    UpdateContact,
    WritingConditions,
  ],
  exports: [ContactsQueries, WritingConditions],
})
export class ContactsModule {}
