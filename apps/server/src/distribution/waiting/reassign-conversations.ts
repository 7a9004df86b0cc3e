import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.ts';
import { DistributeConversations, type Subject } from '../deciding/distribute-conversations.ts';
import {
  BATCH,
  QueueRepository,
  type ConversationRow,
  type TimePlace,
} from '../deciding/queue.repository.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';

const MINUTE_MS = 60_000;

/** A customer whom a person does not answer in time goes to another who is free; when nobody is, the person keeps the conversation. */
@Injectable()
export class ReassignConversations {
  constructor(
    private readonly queue: QueueRepository,
    private readonly distribute: DistributeConversations,
  ) {}

  /** One batch of those that are late. @returns where to go on, undefined at the end */
  async execute(held: HeldInstance, tx: Tx, after?: TimePlace): Promise<TimePlace | undefined> {
    const { reassignAfterMinutes, isEnabled } = held.settings;
    if (reassignAfterMinutes === null || !isEnabled) return undefined;
    const before = new Date(held.now.getTime() - reassignAfterMinutes * MINUTE_MS);
    const late = await this.queue.unanswered(held, tx, { before, after });
    if (late.length === 0) return undefined;
    const rows = await this.queue.hold(
      held.tenantId,
      tx,
      late.map(({ id }) => id),
    );
    const { isAnyoneFree } = await this.distribute.execute(held, tx, rows.flatMap(subjectOf));
    return isAnyoneFree && late.length === BATCH ? late.at(-1) : undefined;
  }
}

/** Somebody may have answered meanwhile. */
function subjectOf(row: ConversationRow): Subject[] {
  if (row.firstResponseAt !== null || row.agentId === null || row.status !== 'open') return [];
  return [{ row, cause: 'reassigned', excludedAgentIds: [row.agentId], mayStay: true }];
}
