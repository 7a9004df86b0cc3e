import { Injectable } from '@nestjs/common';
import type { EventType, InstanceId, TenantId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, type Tx } from '../platform/database/database.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { EventsRepository } from './events.repository.ts';

/** Something that happened; `data` has the shape that contracts give for its type. */
export interface NewEvent {
  type: EventType;
  tenantId: TenantId;
  instanceId: InstanceId | null;
  data: Record<string, unknown>;
}

/** Keeps events and queues their webhook deliveries, in the transaction of what happened. */
@Injectable()
export class RecordEvents {
  constructor(
    private readonly repository: EventsRepository,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** Events of one call keep their order. The endpoints' lanes wake once the transaction has committed. */
  async execute(tx: Tx, events: NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    const webhookIds = await this.repository.insertWithDeliveries(
      tx,
      events.map((event) => ({ ...event, id: this.clock.newId() })),
    );
    afterCommit(() => {
      for (const webhookId of webhookIds) this.lanes.wake('webhook', webhookId);
    });
  }
}
