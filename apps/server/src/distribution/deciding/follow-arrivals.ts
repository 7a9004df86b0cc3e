import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import {
  ArrivalFollowers,
  type ArrivalFollower,
  type ArrivedConversation,
} from '../../conversations/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import { DistributionSettingsRepository } from '../settings/distribution-settings.repository.ts';
import { DistributeConversations, type Subject } from './distribute-conversations.ts';
import { QueueRepository } from './queue.repository.ts';

/** An inbound message finds its agent in the transaction that stores it. */
@Injectable()
export class FollowArrivals implements ArrivalFollower, OnModuleInit {
  constructor(
    private readonly followers: ArrivalFollowers,
    private readonly settings: DistributionSettingsRepository,
    private readonly queue: QueueRepository,
    private readonly distribute: DistributeConversations,
  ) {}

  onModuleInit(): void {
    this.followers.register('distribution', this);
  }

  async prepare(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<void> {
    await this.settings.hold(tenantId, tx, instanceId);
  }

  async follow(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    conversations: ArrivedConversation[],
  ): Promise<void> {
    const unassigned = new Map(conversations.filter(isUnassigned).map((one) => [one.id, one]));
    if (unassigned.size === 0) return;
    const held = await this.settings.hold(tenantId, tx, instanceId);
    if (held?.settings.isEnabled !== true) return;
    const rows = await this.queue.read(tenantId, tx, [...unassigned.keys()]);
    const subjects = rows.map((row): Subject => {
      const messageId = unassigned.get(row.id)?.arrivals[0]?.messageId;
      return { row, cause: 'arrival', ...(messageId !== undefined && { messageId }) };
    });
    const { decided } = await this.distribute.execute(held, tx, subjects);
    for (const { decision } of decided) {
      const arrived = unassigned.get(decision.conversationId);
      if (arrived === undefined) continue;
      arrived.status = decision.status;
      arrived.agentId = decision.agentId;
      arrived.lastAgentId = decision.agentId ?? arrived.lastAgentId;
    }
  }
}

/** One that waits already keeps its place in the queue. */
const isUnassigned = ({ status, agentId }: ArrivedConversation): boolean =>
  status === 'open' && agentId === null;
