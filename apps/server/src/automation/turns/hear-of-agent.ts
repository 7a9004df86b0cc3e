import { Injectable } from '@nestjs/common';
import type { AgentId, ConversationId, TenantId } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import { silentTypes } from '../deciding/message-text-policy.ts';
import { TurnsRepository } from './turns.repository.ts';
import { UnheardRepository } from './unheard.repository.ts';

/** Begins turns in conversations that an automatic agent was given by a person, or while they waited. */
@Injectable()
export class HearOfAgent {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly unheard: UnheardRepository,
    private readonly turns: TurnsRepository,
    private readonly clock: Clock,
  ) {}

  async execute(agentId: AgentId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const unanswered = await this.unheard.hearOfAgent(tx, agentId, silentTypes);
      const turnIds = new Map<ConversationId, string>();
      for (const { conversationId } of unanswered)
        if (!turnIds.has(conversationId)) turnIds.set(conversationId, this.clock.newId());
      for (const [tenantId, messages] of Map.groupBy(unanswered, (one): TenantId => one.tenantId))
        await this.turns.add(
          tenantId,
          tx,
          messages.map((one) => ({ ...one, agentId, turnId: turnIds.get(one.conversationId) ?? '' })),
        );
    });
  }
}
