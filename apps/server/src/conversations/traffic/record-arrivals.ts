import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { RecordEvents } from '../../events/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import { ArrivalFollowers, type Arrival, type ArrivedConversation } from './arrivals.ts';
import { openingEvent } from '../conversation-events.ts';
import { ArrivalsRepository } from './arrivals.repository.ts';
import type { Departure } from './departure-policy.ts';
import { DeparturesRepository } from './departures.repository.ts';
import { RecordDepartures } from './record-departures.ts';

/** Messages of one instance, in the order in which they came: of customers, and of ours that its phone sent. */
export interface Traffic {
  arrivals: Arrival[];
  departures: Departure[];
}

/**
 * Notes what customers wrote: it opens their 24-hour window and their conversation. What our own phone wrote counts after it.
 * Then those who follow arrivals have their turn, in the same transaction.
 */
@Injectable()
export class RecordArrivals {
  constructor(
    private readonly repository: ArrivalsRepository,
    private readonly departures: DeparturesRepository,
    private readonly recordDepartures: RecordDepartures,
    private readonly followers: ArrivalFollowers,
    private readonly events: RecordEvents,
  ) {}

  async execute(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    { arrivals, departures }: Traffic,
  ): Promise<void> {
    if (arrivals.length === 0) return this.recordDepartures.execute(tenantId, tx, departures);
    const followers = this.followers.inOrder;
    for (const follower of followers) await follower.prepare?.(tenantId, tx, instanceId);
    if (departures.length > 0)
      await this.departures.lock(
        tenantId,
        tx,
        [...arrivals, ...departures].map(({ conversationId }) => conversationId),
      );
    const arrived = (await this.repository.recordInbound(tenantId, tx, arrivals)).map(
      (conversation): ArrivedConversation => ({
        ...conversation,
        instanceId,
        arrivals: arrivals.filter(({ conversationId }) => conversationId === conversation.id),
      }),
    );
    await this.recordDepartures.execute(tenantId, tx, departures);
    await this.#tell(tenantId, tx, arrived);
    const heard = arrived.filter(({ isBlocked }) => !isBlocked);
    if (heard.length === 0) return;
    for (const follower of followers) await follower.follow(tenantId, tx, instanceId, heard);
  }

  async #tell(tenantId: TenantId, tx: Tx, arrived: ArrivedConversation[]): Promise<void> {
    await this.events.execute(
      tx,
      arrived.flatMap((conversation) =>
        conversation.change === 'none' ? [] : [openingEvent(tenantId, conversation.change, conversation)],
      ),
    );
  }
}
