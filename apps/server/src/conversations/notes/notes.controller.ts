import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ConversationId, CreateNote, idParam, Note, NotePage, NotePath, PageQuery } from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { Idempotent } from '../../platform/http/idempotency.interceptor.ts';
import { FindConversation } from '../find-conversation.ts';
import { AddNote } from './add-note.ts';
import { DeleteNote } from './delete-note.ts';
import { NotesQueries } from './notes.queries.ts';

const IdOfConversation = idParam(ConversationId);
type IdOfConversation = { id: ConversationId };

@ApiTags('conversations')
@Controller('conversations/:id/notes')
export class NotesController {
  constructor(
    private readonly findConversation: FindConversation,
    private readonly queries: NotesQueries,
    private readonly addNote: AddNote,
    private readonly deleteNote: DeleteNote,
  ) {}

  @Get()
  @RequirePermission('conversations:read')
  @ApiOperation({
    operationId: 'listConversationNotes',
    summary: 'List the notes of the team in a conversation, newest first',
  })
  @ApiOkResponse({ standardSchema: NotePage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  async list(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<NotePage> {
    await this.findConversation.for(caller, id);
    return this.queries.list(caller.tenantId, id, query);
  }

  @Post()
  @Idempotent()
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'addConversationNote',
    summary: 'Write a note in a conversation',
    description: 'Only the team sees it.',
  })
  @ApiCreatedResponse({ standardSchema: Note })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  @ApiProblems('idempotency_in_flight', 'idempotency_mismatch')
  add(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Body({ schema: CreateNote }) body: CreateNote,
  ): Promise<Note> {
    return this.addNote.execute(caller, id, body);
  }

  @Delete(':noteId')
  @HttpCode(204)
  @RequirePermission('conversations:write')
  @ApiOperation({
    operationId: 'deleteConversationNote',
    summary: 'Delete a note',
    description: 'Its author may, and who has `users:write`.',
  })
  @ApiNoContentResponse()
  @ApiProblems('invalid_request', 'not_found')
  delete(@CurrentCaller() caller: Caller, @Param({ schema: NotePath }) path: NotePath): Promise<void> {
    return this.deleteNote.execute(caller, path);
  }
}
