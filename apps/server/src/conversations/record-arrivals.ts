import { Injectable } from '@nestjs/common';
import type { ConversationId, TenantId } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';
import { ConversationsRepository } from './conversations.repository.ts';

/** Notes that customers wrote: it opens their 24-hour windows. */
@Injectable()
export class RecordArrivals {
  constructor(private readonly repository: ConversationsRepository) {}

  async execute(tenantId: TenantId, tx: Tx, arrivals: { id: ConversationId; at: Date }[]): Promise<void> {
    if (arrivals.length > 0) await this.repository.recordInbound(tenantId, tx, arrivals);
  }
}
