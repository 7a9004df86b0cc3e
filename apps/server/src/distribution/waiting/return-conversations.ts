import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.ts';
import { DistributeConversations } from '../deciding/distribute-conversations.ts';
import { BATCH, QueueRepository } from '../deciding/queue.repository.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';

/** Conversations of agents who left go to others, or wait for them. */
@Injectable()
export class ReturnConversations {
  constructor(
    private readonly queue: QueueRepository,
    private readonly distribute: DistributeConversations,
  ) {}

  /** One batch. @returns whether there may be more */
  async execute(held: HeldInstance, tx: Tx): Promise<boolean> {
    const ids = await this.queue.ofGoneAgents(held, tx);
    if (ids.length === 0) return false;
    const rows = await this.queue.hold(held.tenantId, tx, ids);
    await this.distribute.execute(
      held,
      tx,
      rows.map((row) => ({ row, cause: 'returned' as const })),
    );
    return ids.length === BATCH;
  }
}
