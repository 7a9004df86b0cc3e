import { Injectable } from '@nestjs/common';
import type { ConversationAssignment } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import type { DecisionRow } from '../deciding/decisions.repository.ts';
import type { ConversationRow } from '../deciding/queue.repository.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';
import { AskForLook } from '../waiting/ask-for-look.ts';
import { presentDecision } from './present-decision.ts';

export interface Handled {
  held: HeldInstance;
  row: ConversationRow;
  action: 'conversation.assigned' | 'conversation.transferred';
  decision: DecisionRow | undefined;
}

/** After somebody decided who has a conversation: the audit row, the answer, and a look at who is free now. */
@Injectable()
export class ConcludeHandling {
  constructor(
    private readonly recordAudit: RecordAudit,
    private readonly askForLook: AskForLook,
  ) {}

  async execute(
    caller: Caller,
    tx: Tx,
    { held, row, action, decision }: Handled,
  ): Promise<ConversationAssignment> {
    const { instanceId } = held;
    const { status, agentId } = decision ?? row;
    const conversation = { id: row.id, instanceId, contactId: row.contactId, status, agentId };
    if (decision === undefined) return { conversation, decision: null };
    await this.recordAudit.execute(held.tenantId, tx, caller, {
      action,
      resourceType: 'conversation',
      resourceId: row.id,
      before: { status: row.status, agentId: row.agentId },
      after: { status, agentId },
    });
    if (row.agentId !== null) await this.askForLook.execute(held, tx);
    return {
      conversation,
      decision: presentDecision({ ...decision, assignedAt: held.now, completedAt: null }),
    };
  }
}
