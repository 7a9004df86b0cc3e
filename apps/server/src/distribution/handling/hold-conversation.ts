import { Injectable } from '@nestjs/common';
import type { ConversationId } from '@recado/contracts';
import type { Tx } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { QueueRepository, type ConversationRow } from '../deciding/queue.repository.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';
import { HoldDistribution } from '../settings/hold-distribution.ts';
import { DistributionQueries } from './distribution.queries.ts';

/** Holds the instance of a conversation, then the conversation, for what a person decides. */
@Injectable()
export class HoldConversation {
  constructor(
    private readonly queries: DistributionQueries,
    private readonly queue: QueueRepository,
    private readonly holdDistribution: HoldDistribution,
  ) {}

  /** @throws AppError not_found, conflict (it is closed) */
  async execute(
    caller: Caller,
    tx: Tx,
    id: ConversationId,
  ): Promise<{ held: HeldInstance; row: ConversationRow }> {
    const { tenantId } = caller;
    const instanceId = await this.queries.instanceOf(tenantId, tx, id);
    if (instanceId === undefined || !mayUseInstance(caller, instanceId)) throw notFound('The conversation');
    const held = await this.holdDistribution.execute(tenantId, tx, instanceId);
    const [row] = await this.queue.hold(tenantId, tx, [id]);
    if (row === undefined) throw new AppError('conflict', 'The conversation is closed; reopen it first');
    return { held, row };
  }
}
