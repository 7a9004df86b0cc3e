import { Injectable } from '@nestjs/common';
import type {
  ConversationAssignment,
  ConversationId,
  TransferConversation as Request,
} from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import type { DecisionRow } from '../deciding/decisions.repository.ts';
import { DistributeConversations } from '../deciding/distribute-conversations.ts';
import { QueueRepository, type ConversationRow } from '../deciding/queue.repository.ts';
import type { HeldInstance } from '../settings/distribution-settings.repository.ts';
import { AssignByHand } from './assign-by-hand.ts';
import { ConcludeHandling } from './conclude-handling.ts';
import { HoldConversation } from './hold-conversation.ts';
import { NotesRepository } from './notes.repository.ts';

/** Somebody passes a conversation on: to an agent, to whoever has the skills, or back to the queue without who has it now. */
@Injectable()
export class TransferConversation {
  constructor(
    private readonly database: Database,
    private readonly holdConversation: HoldConversation,
    private readonly assignByHand: AssignByHand,
    private readonly queue: QueueRepository,
    private readonly distribute: DistributeConversations,
    private readonly notes: NotesRepository,
    private readonly conclude: ConcludeHandling,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError not_found (the conversation, the agent), conflict (it is closed, the agent is not active) */
  async execute(caller: Caller, id: ConversationId, request: Request): Promise<ConversationAssignment> {
    const { tenantId } = caller;
    const { agentId, skills, note } = request;
    return this.database.inTenant(tenantId, async (tx) => {
      const { held, row } = await this.holdConversation.execute(caller, tx, id);
      if (note !== undefined) {
        const userId = caller.userId ?? null;
        await this.notes.insert(tenantId, tx, {
          id: this.clock.newId(),
          conversationId: id,
          userId,
          text: note,
        });
      }
      const decision =
        agentId === undefined
          ? await this.#toQueue(caller, tx, { held, row, skills })
          : await this.assignByHand.execute(caller, tx, { held, row, agentId, cause: 'transfer' });
      return this.conclude.execute(caller, tx, { held, row, action: 'conversation.transferred', decision });
    });
  }

  async #toQueue(
    { userId }: Caller,
    tx: Tx,
    { held, row, skills }: { held: HeldInstance; row: ConversationRow; skills: string[] | undefined },
  ): Promise<DecisionRow | undefined> {
    if (skills !== undefined) await this.queue.requireSkills(held.tenantId, tx, row.id, skills);
    const { decided } = await this.distribute.execute(held, tx, [
      {
        row: { ...row, requiredSkills: skills ?? row.requiredSkills },
        cause: 'transfer',
        userId,
        excludedAgentIds: row.agentId === null ? [] : [row.agentId],
      },
    ]);
    return decided[0]?.decision;
  }
}
