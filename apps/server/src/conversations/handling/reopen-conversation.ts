import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { afterCommit, Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { openingEvent, type ThinConversation } from '../conversation-events.ts';
import { HandledConversationsRepository } from './handled-conversations.repository.ts';

/** Takes a closed conversation up again: it waits for an agent where conversations are distributed, otherwise it is open. */
@Injectable()
export class ReopenConversation {
  constructor(
    private readonly database: Database,
    private readonly repository: HandledConversationsRepository,
    private readonly events: RecordEvents,
    private readonly audit: RecordAudit,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Joins the transaction around it, on the terms of CloseConversation. Of one that is not closed nothing changes.
   * @param actor who asks for it; absent when Recado itself does
   * @throws AppError not_found, also when it is of an instance that the actor may not use
   */
  async execute(tenantId: TenantId, id: ConversationId, actor?: Caller): Promise<ThinConversation> {
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.find(tenantId, tx, id);
      if (before === undefined || (actor !== undefined && !mayUseInstance(actor, before.instanceId)))
        throw notFound('The conversation');
      const isDistributed = await this.repository.lockDistribution(tenantId, tx, before.instanceId);
      const opened = await this.repository.open(tenantId, tx, id, isDistributed ? 'waiting' : 'open');
      if (opened === undefined) return before;
      await this.events.execute(tx, [openingEvent(tenantId, opened.change, opened)]);
      if (actor !== undefined)
        await this.audit.execute(tenantId, tx, actor, {
          action: 'conversation.reopened',
          resourceType: 'conversation',
          resourceId: id,
          before: { status: before.status },
          after: { status: opened.status },
        });
      if (isDistributed)
        afterCommit(() => {
          this.lanes.wake('distribution', opened.instanceId);
        });
      return opened;
    });
  }
}
