import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { RecordEvents } from '../events/index.ts';
import type { Tx } from '../platform/database/database.ts';
import { ArrivalFollowers, type Arrival, type ArrivedConversation } from './arrivals.ts';
import { conversationEvent } from './conversation-events.ts';
import { ConversationsRepository } from './conversations.repository.ts';

const eventOf = { opened: 'conversation.opened', reopened: 'conversation.reopened' } as const;

/**
 * Notes what customers wrote: it opens their 24-hour window and their conversation. Then those who follow arrivals have their
 * turn, in the same transaction.
 */
@Injectable()
export class RecordArrivals {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly followers: ArrivalFollowers,
    private readonly events: RecordEvents,
  ) {}

  /** @param arrivals messages of one instance, in the order in which they came */
  async execute(tenantId: TenantId, tx: Tx, instanceId: InstanceId, arrivals: Arrival[]): Promise<void> {
    if (arrivals.length === 0) return;
    const followers = this.followers.inOrder;
    for (const follower of followers) await follower.prepare?.(tenantId, tx, instanceId);
    const arrived = (await this.repository.recordInbound(tenantId, tx, arrivals)).map(
      (conversation): ArrivedConversation => ({
        ...conversation,
        instanceId,
        arrivals: arrivals.filter(({ conversationId }) => conversationId === conversation.id),
      }),
    );
    await this.events.execute(
      tx,
      arrived.flatMap((conversation) =>
        conversation.change === 'none'
          ? []
          : [conversationEvent(tenantId, eventOf[conversation.change], conversation)],
      ),
    );
    const heard = arrived.filter(({ isBlocked }) => !isBlocked);
    if (heard.length === 0) return;
    for (const follower of followers) await follower.follow(tenantId, tx, instanceId, heard);
  }
}
