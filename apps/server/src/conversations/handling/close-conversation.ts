import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { afterCommit, Database, type Tx } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { thin, type ThinConversation } from '../conversation-events.ts';
import { HandledConversationsRepository } from './handled-conversations.repository.ts';

/** Ends a conversation: nobody has it any more, and who had it is free for another. */
@Injectable()
export class CloseConversation {
  constructor(
    private readonly database: Database,
    private readonly repository: HandledConversationsRepository,
    private readonly events: RecordEvents,
    private readonly audit: RecordAudit,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Joins the transaction around it, if there is one; one that holds conversations must hold the instance's
   * distribution_settings row before. Of a conversation that is closed already nothing changes.
   * @param actor who asks for it; absent when Recado itself does, which no access rule binds and no audit row names
   * @throws AppError not_found, also when it is of an instance that the actor may not use
   */
  async execute(tenantId: TenantId, id: ConversationId, actor?: Caller): Promise<ThinConversation> {
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.find(tenantId, tx, id);
      if (before === undefined || (actor !== undefined && !mayUseInstance(actor, before.instanceId)))
        throw notFound('The conversation');
      const isDistributed = await this.repository.lockDistribution(tenantId, tx, before.instanceId);
      const closed = await this.repository.close(tenantId, tx, id);
      if (closed === undefined) return before;
      const { lastAgentId, firstResponseSeconds, resolutionSeconds } = closed;
      await this.events.execute(tx, [
        {
          type: 'conversation.closed',
          tenantId,
          instanceId: closed.instanceId,
          data: { conversation: thin(closed), lastAgentId, firstResponseSeconds, resolutionSeconds },
        },
      ]);
      if (actor !== undefined) await this.#audit(tx, actor, before);
      if (isDistributed)
        afterCommit(() => {
          this.lanes.wake('distribution', closed.instanceId);
        });
      return closed;
    });
  }

  async #audit(tx: Tx, actor: Caller, { id, status, agentId }: ThinConversation): Promise<void> {
    await this.audit.execute(actor.tenantId, tx, actor, {
      action: 'conversation.closed',
      resourceType: 'conversation',
      resourceId: id,
      before: { status, agentId },
      after: { status: 'closed', agentId: null },
    });
  }
}
