import { Injectable } from '@nestjs/common';
import type { NotePath } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { FindConversation } from '../find-conversation.ts';
import { NotesRepository } from './notes.repository.ts';

/** Takes a note away: its author may, and who manages the tenant's users. */
@Injectable()
export class DeleteNote {
  constructor(
    private readonly database: Database,
    private readonly findConversation: FindConversation,
    private readonly repository: NotesRepository,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found, forbidden */
  async execute(caller: Caller, path: NotePath): Promise<void> {
    const { tenantId, userId, permissions } = caller;
    await this.database.inTenant(tenantId, async (tx) => {
      await this.findConversation.for(caller, path.id);
      const note = await this.repository.lock(tenantId, tx, path);
      if (note === undefined) throw notFound('The note');
      const isAuthor = userId !== undefined && note.user_id === userId;
      if (!isAuthor && !permissions.has('users:write'))
        throw new AppError('forbidden', 'Only its author, or who has users:write, may delete a note');
      await this.repository.delete(tenantId, tx, note.id);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'conversation_note.deleted',
        resourceType: 'conversation_note',
        resourceId: note.id,
        before: { conversationId: path.id, text: note.text },
      });
    });
  }
}
