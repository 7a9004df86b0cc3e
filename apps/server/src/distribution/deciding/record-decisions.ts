import { Injectable } from '@nestjs/common';
import type { AgentId, EventType } from '@recado/contracts';
import { conversationEvent } from '../../conversations/index.ts';
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

/** Whoever had it before is told by `conversation.transferred`; then who has it now, or that it waits. */
function eventsOf({ tenantId, instanceId }: HeldInstance, { row, decision }: Decided): NewEvent[] {
  const { status, agentId, rule, cause } = decision;
  const types: EventType[] = [
    ...(row.agentId === null ? [] : (['conversation.transferred'] as const)),
    ...(agentId === null ? [] : (['conversation.assigned'] as const)),
    ...(status === 'waiting' ? (['conversation.waiting'] as const) : []),
  ];
  const conversation = { id: row.id, instanceId, contactId: row.contactId, status, agentId };
  return types.map((type) =>
    conversationEvent(tenantId, type, conversation, { fromAgentId: row.agentId, rule, cause }),
  );
}
