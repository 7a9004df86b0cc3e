import { Injectable } from '@nestjs/common';
import type { CreateQuickReply as Request, QuickReply } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { QuickRepliesRepository } from './quick-replies.repository.ts';

/** Writes down an answer for the whole team. */
@Injectable()
export class CreateQuickReply {
  constructor(
    private readonly database: Database,
    private readonly repository: QuickRepliesRepository,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError conflict when the shortcut is taken */
  execute(caller: Caller, request: Request): Promise<QuickReply> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const reply = await this.repository.insert(tenantId, tx, { id: this.clock.newId(), ...request });
      await this.audit.execute(tenantId, tx, caller, {
        action: 'quick_reply.created',
        resourceType: 'quick_reply',
        resourceId: reply.id,
        after: { ...request },
      });
      return reply;
    });
  }
}
