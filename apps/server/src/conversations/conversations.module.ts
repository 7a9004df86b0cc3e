import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/index.ts';
import { ArrivalFollowers } from './traffic/arrivals.ts';
import { ArrivalsRepository } from './traffic/arrivals.repository.ts';
import { CloseConversation } from './handling/close-conversation.ts';
import { ContactMergesRepository } from './contact-merges.repository.ts';
import { ConversationMergesRepository } from './conversation-merges.repository.ts';
import { ConversationsController } from './conversations.controller.ts';
import { ConversationsQueries } from './conversations.queries.ts';
import { ConversationsRepository } from './conversations.repository.ts';
import { DeparturesRepository } from './traffic/departures.repository.ts';
import { EnsureConversations } from './ensure-conversations.ts';
import { FindConversation } from './find-conversation.ts';
import { HandledConversationsRepository } from './handling/handled-conversations.repository.ts';
import { LabelConversation } from './handling/label-conversation.ts';
import { MarkConversationRead } from './handling/mark-conversation-read.ts';
import { StartConversation } from './handling/start-conversation.ts';
import { LinkIdentities } from './link-identities.ts';
import { ListedConversationsQueries } from './listing/listed-conversations.queries.ts';
import { ListFilters } from './listing/list-filters.queries.ts';
import { PresentConversation } from './listing/present-conversation.ts';
import { AddNote } from './notes/add-note.ts';
import { DeleteNote } from './notes/delete-note.ts';
import { NotesController } from './notes/notes.controller.ts';
import { NotesQueries } from './notes/notes.queries.ts';
import { NotesRepository } from './notes/notes.repository.ts';
import { MergeContacts } from './merge-contacts.ts';
import { RecordArrivals } from './traffic/record-arrivals.ts';
import { RecordDepartures } from './traffic/record-departures.ts';
import { ReopenConversation } from './handling/reopen-conversation.ts';

@Module({
  imports: [ChannelsModule],
  controllers: [ConversationsController, NotesController],
  providers: [
    AddNote,
    ArrivalFollowers,
    ArrivalsRepository,
    CloseConversation,
    ContactMergesRepository,
    ConversationMergesRepository,
    ConversationsQueries,
    ConversationsRepository,
    DeleteNote,
    DeparturesRepository,
    EnsureConversations,
    FindConversation,
    HandledConversationsRepository,
    LabelConversation,
    LinkIdentities,
    ListedConversationsQueries,
    ListFilters,
    MarkConversationRead,
    MergeContacts,
    NotesQueries,
    NotesRepository,
    PresentConversation,
    RecordArrivals,
    RecordDepartures,
    ReopenConversation,
    StartConversation,
  ],
  exports: [
    ArrivalFollowers,
    CloseConversation,
    EnsureConversations,
    FindConversation,
    LinkIdentities,
    MarkConversationRead,
    MergeContacts,
    RecordArrivals,
    RecordDepartures,
    ReopenConversation,
  ],
})
export class ConversationsModule {}
