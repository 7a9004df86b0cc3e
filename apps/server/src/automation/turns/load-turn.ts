import { Injectable } from '@nestjs/common';
import { AiConfiguration, HttpConfiguration } from '@recado/contracts';
import { FindConversation } from '../../conversations/index.ts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import type { TurnAgent, TurnContext } from '../deciding/decision.ts';
import { reasonToDrop } from './turn-policy.ts';
import { TurnContextQueries } from './turn-context.queries.ts';
import type { ClaimedTurn } from './turns.repository.ts';

/** A turn with all that it is decided from, or why it is not to be decided. */
export type LoadedTurn =
  | { drop: string }
  | {
      context: TurnContext;
      /** When the conversation was opened: what is remembered belongs to it. */
      openedAt: Date;
      isActive: boolean;
    };

/** How many earlier messages the settings ask for; a bot decides by what it remembers. */
export function historyLimit({ type, configuration }: Pick<TurnAgent, 'type' | 'configuration'>): number {
  if (type === 'http') return HttpConfiguration.safeParse(configuration).data?.historyMessages ?? 0;
  if (type === 'ai') return AiConfiguration.safeParse(configuration).data?.historyMessages ?? 0;
  return 0;
}

/** Reads what a turn is decided from. */
@Injectable()
export class LoadTurn {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly queries: TurnContextQueries,
    private readonly findConversation: FindConversation,
    private readonly clock: Clock,
  ) {}

  async execute(turn: ClaimedTurn): Promise<LoadedTurn> {
    const { tenantId, conversationId, agentId, messageIds } = turn;
    return this.database.transaction(async (tx) => {
      const conversation = await this.queries.conversation(tenantId, tx, conversationId);
      const drop = reasonToDrop(conversation, agentId);
      const found = await this.queries.agent(tenantId, tx, agentId);
      if (drop !== undefined || conversation === undefined || found === undefined)
        return { drop: drop ?? 'agent_gone' };
      const toAnswer = await this.queries.toAnswer(tenantId, tx, conversationId, messageIds);
      if (toAnswer.length === 0) return { drop: 'nothing_to_answer' };
      const history = await this.queries.history(tenantId, tx, conversationId, {
        except: messageIds,
        limit: historyLimit(found.agent),
      });
      const memory = await this.queries.memory(tenantId, tx, conversation, agentId);
      const reach = await this.findConversation.byId(tenantId, conversationId);
      return {
        openedAt: conversation.openedAt,
        isActive: found.isActive,
        context: {
          tenantId,
          turnId: turn.id,
          agent: found.agent,
          conversation: { id: conversationId, instanceId: conversation.instanceId },
          contact: {
            id: conversation.contactId,
            name: conversation.contactName,
            address: reach?.recipient ?? '',
          },
          messages: [...history, ...toAnswer],
          newMessages: toAnswer.length,
          memory,
          now: this.clock.now(),
        },
      };
    });
  }
}
