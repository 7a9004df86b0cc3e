import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId, UserId } from '@recado/contracts';
import type { Tx } from '../../platform/database/database.ts';

export interface NewNote {
  id: string;
  conversationId: ConversationId;
  userId: UserId | null;
  text: string;
}

/** Notes that come with a transfer. */
@Injectable()
export class NotesRepository {
  async insert(tenantId: TenantId, tx: Tx, { id, conversationId, userId, text }: NewNote): Promise<void> {
    await tx
      .insertInto('conversation_notes')
      .values({ id, tenant_id: tenantId, conversation_id: conversationId, user_id: userId, text })
      .execute();
  }
}
