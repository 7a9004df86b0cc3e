import { Injectable } from '@nestjs/common';
import type {
  AssignConversation as Request,
  ConversationAssignment,
  ConversationId,
} from '@recado/contracts';
import { Database } from '../../platform/database/database.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { AssignByHand } from './assign-by-hand.ts';
import { ConcludeHandling } from './conclude-handling.ts';
import { HoldConversation } from './hold-conversation.ts';

/** Somebody chooses who has a conversation. */
@Injectable()
export class AssignConversation {
  constructor(
    private readonly database: Database,
    private readonly holdConversation: HoldConversation,
    private readonly assignByHand: AssignByHand,
    private readonly conclude: ConcludeHandling,
  ) {}

  /** @throws AppError not_found (the conversation, the agent), conflict (it is closed, the agent is not active) */
  async execute(caller: Caller, id: ConversationId, { agentId }: Request): Promise<ConversationAssignment> {
    return this.database.inTenant(caller.tenantId, async (tx) => {
      const { held, row } = await this.holdConversation.execute(caller, tx, id);
      const decision = await this.assignByHand.execute(caller, tx, { held, row, agentId, cause: 'manual' });
      return this.conclude.execute(caller, tx, { held, row, action: 'conversation.assigned', decision });
    });
  }
}
