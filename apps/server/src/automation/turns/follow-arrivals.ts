import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AgentId, InstanceId, TenantId } from '@recado/contracts';
import {
  ArrivalFollowers,
  type ArrivalFollower,
  type ArrivedConversation,
} from '../../conversations/index.ts';
import { Clock } from '../../platform/clock.ts';
import { afterCommit, type Tx } from '../../platform/database/database.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { asksForAnswer } from '../deciding/message-text-policy.ts';
import { TurnsRepository, type ToAnswer } from './turns.repository.ts';
import { LANE, UnheardRepository } from './unheard.repository.ts';

/** Begins a turn for what arrives in a conversation that an automatic agent has, with the message itself. */
@Injectable()
export class FollowArrivals implements ArrivalFollower, OnModuleInit {
  constructor(
    private readonly followers: ArrivalFollowers,
    private readonly turns: TurnsRepository,
    private readonly unheard: UnheardRepository,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.followers.register('automation', this);
  }

  async follow(
    tenantId: TenantId,
    tx: Tx,
    _instanceId: InstanceId,
    conversations: ArrivedConversation[],
  ): Promise<void> {
    const automatic = conversations.filter(({ status, isGroup }) => status === 'pending' && !isGroup);
    const toAnswer = automatic.flatMap((conversation) => this.#toAnswer(conversation));
    if (toAnswer.length === 0) return;
    await this.turns.add(tenantId, tx, toAnswer);
    const ids = [...new Set(toAnswer.map(({ conversationId }) => conversationId))].sort();
    await this.unheard.hear(tenantId, tx, ids);
    const agentIds = new Set(toAnswer.map(({ agentId }): AgentId => agentId));
    afterCommit(() => {
      for (const agentId of agentIds) this.lanes.wake(LANE, agentId);
    });
  }

  #toAnswer({ id, instanceId, agentId, arrivals }: ArrivedConversation): ToAnswer[] {
    if (agentId === null) return [];
    const turnId = this.clock.newId();
    return arrivals
      .filter(({ content }) => asksForAnswer(content))
      .map(({ messageId }) => ({ turnId, instanceId, conversationId: id, agentId, messageId }));
  }
}
