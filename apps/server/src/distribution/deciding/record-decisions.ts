import { Injectable } from '@nestjs/common';
import type { AgentId } from '@recado/contracts';
import { RecordEvents, type NewEvent } from '../../events/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';
import { DecisionsRepository, type DecisionRow } from './decisions.repository.ts';
import type { ConversationRow } from './queue.repository.ts';

/** A decision, and the conversation as it was before. */
export interface Decided {
  row: ConversationRow;
  decision: DecisionRow;
}

/** Carries decisions out: conversations, the record of why, the turns of agents, events. */
@Injectable()
export class RecordDecisions {
  constructor(
    private readonly repository: DecisionsRepository,
    private readonly events: RecordEvents,
  ) {}

  /** @param lastAssignedAt of each agent that got a conversation, when it got its last */
  async execute(
    held: HeldInstance,
    tx: Tx,
    decided: Decided[],
    lastAssignedAt: ReadonlyMap<AgentId, Date>,
  ): Promise<void> {
    if (decided.length === 0) return;
    await this.repository.write(
      held,
      tx,
      decided.map(({ decision }) => decision),
    );
    await this.repository.noteTurns(held, tx, lastAssignedAt);
    await this.events.execute(
      tx,
      decided.flatMap((one) => eventsOf(held, one)),
    );
  }
}

type DecisionEventType = `conversation.${'transferred' | 'assigned' | 'waiting'}`;

/** Whoever had it before is told by `conversation.transferred`; then who has it now, or that it waits. */
function eventsOf(
  { tenantId, instanceId }: HeldInstance,
  { row, decision }: Decided,
): NewEvent<DecisionEventType>[] {
  const { status, agentId, rule, cause } = decision;
  const types: DecisionEventType[] = [];
  if (row.agentId !== null) types.push('conversation.transferred');
  if (agentId !== null) types.push('conversation.assigned');
  if (status === 'waiting') types.push('conversation.waiting');
  const conversation = { id: row.id, instanceId, contactId: row.contactId, status, agentId };
  const data = { conversation, fromAgentId: row.agentId, rule, cause };
  return types.map((type) => ({ type, tenantId, instanceId, data }));
}
