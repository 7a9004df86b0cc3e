import { Injectable } from '@nestjs/common';
import { mostConversationLabels, type ChangeLabels, type ConversationId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { invalidRequest } from '../../platform/http/validation-pipe.ts';
import { FindConversation } from '../find-conversation.ts';
import { HandledConversationsRepository } from './handled-conversations.repository.ts';

/** Puts labels on a conversation and takes others off. */
@Injectable()
export class LabelConversation {
  constructor(
    private readonly database: Database,
    private readonly findConversation: FindConversation,
    private readonly repository: HandledConversationsRepository,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found, invalid_request when it would have too many */
  async execute(caller: Caller, id: ConversationId, { add, remove }: ChangeLabels): Promise<void> {
    const { tenantId } = caller;
    await this.database.inTenant(tenantId, async (tx) => {
      await this.findConversation.for(caller, id);
      const before = await this.repository.lockLabels(tenantId, tx, id);
      const labels = [...new Set([...before, ...add])].filter((label) => !remove.includes(label));
      if (labels.length > mostConversationLabels)
        throw invalidRequest([
          {
            path: ['add'],
            message: `A conversation has at most ${String(mostConversationLabels)} labels`,
          },
        ]);
      if (labels.join('\n') === before.join('\n')) return;
      await this.repository.setLabels(tenantId, tx, id, labels);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'conversation.labelled',
        resourceType: 'conversation',
        resourceId: id,
        before: { labels: before },
        after: { labels },
      });
    });
  }
}
