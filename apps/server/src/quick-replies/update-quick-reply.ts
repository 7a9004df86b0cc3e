import { Injectable } from '@nestjs/common';
import type { QuickReply, QuickReplyId, UpdateQuickReply as Request } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { QuickRepliesRepository } from './quick-replies.repository.ts';

/** Changes an answer of the team. */
@Injectable()
export class UpdateQuickReply {
  constructor(
    private readonly database: Database,
    private readonly repository: QuickRepliesRepository,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found, conflict when another one has the shortcut */
  execute(caller: Caller, id: QuickReplyId, request: Request): Promise<QuickReply> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.lock(tenantId, tx, id);
      if (before === undefined) throw notFound('The quick reply');
      const { shortcut = before.shortcut, text = before.text } = request;
      const after = await this.repository.update(tenantId, tx, id, { shortcut, text });
      await this.audit.execute(tenantId, tx, caller, {
        action: 'quick_reply.updated',
        resourceType: 'quick_reply',
        resourceId: id,
        before: { shortcut: before.shortcut, text: before.text },
        after: { shortcut, text },
      });
      return after;
    });
  }
}
