import { Injectable } from '@nestjs/common';
import type { ConversationId, CreateNote, Note, NoteId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { FindConversation } from '../find-conversation.ts';
import { NotesRepository, presentNote } from './notes.repository.ts';

/** Writes down what only the team is to see. */
@Injectable()
export class AddNote {
  constructor(
    private readonly database: Database,
    private readonly findConversation: FindConversation,
    private readonly repository: NotesRepository,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: ConversationId, { text }: CreateNote): Promise<Note> {
    const { tenantId, userId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      await this.findConversation.for(caller, id);
      const row = await this.repository.insert(tenantId, tx, {
        id: this.clock.newId<NoteId>(),
        conversationId: id,
        userId,
        text,
      });
      await this.audit.execute(tenantId, tx, caller, {
        action: 'conversation_note.created',
        resourceType: 'conversation_note',
        resourceId: row.id,
        after: { conversationId: id, text },
      });
      return presentNote(row);
    });
  }
}
