import { Injectable } from '@nestjs/common';
import type { QuickReplyId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { QuickRepliesRepository } from './quick-replies.repository.ts';

/** Takes an answer away from the team. */
@Injectable()
export class DeleteQuickReply {
  constructor(
    private readonly database: Database,
    private readonly repository: QuickRepliesRepository,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found */
  async execute(caller: Caller, id: QuickReplyId): Promise<void> {
    const { tenantId } = caller;
    await this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.lock(tenantId, tx, id);
      if (before === undefined) throw notFound('The quick reply');
      await this.repository.delete(tenantId, tx, id);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'quick_reply.deleted',
        resourceType: 'quick_reply',
        resourceId: id,
        before: { shortcut: before.shortcut, text: before.text },
      });
    });
  }
}
