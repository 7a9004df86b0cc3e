import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ConversationsModule } from '../conversations/index.ts';
import { MediaModule } from '../media/index.ts';
import { ContactImportsRepository } from './csv/contact-imports.repository.ts';
import { ContactsCsvController } from './csv/contacts-csv.controller.ts';
import { ExportContacts } from './csv/export-contacts.ts';
import { ImportContacts } from './csv/import-contacts.ts';
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
  controllers: [ContactsCsvController, ContactsController],
  providers: [
    ContactImportsRepository,
    ContactsQueries,
    ContactsRepository,
    CreateContact,
    EraseContact,
    ErasuresRepository,
    ExportContacts,
    FindNumber,
    ImportContacts,
    MergeContact,
    UpdateContact,
    WritingConditions,
  ],
  exports: [ContactsQueries, WritingConditions],
})
export class ContactsModule {}
