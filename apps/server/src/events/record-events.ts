import { Injectable } from '@nestjs/common';
import type { EventOf, EventType, TenantId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, type Tx } from '../platform/database/database.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { EventsRepository } from './events.repository.ts';

/** Something that happened; `data` has the shape that the catalogue in contracts gives for its type. */
export type NewEvent<Type extends EventType = EventType> = {
  [Each in Type]: Pick<EventOf<Each>, 'type' | 'tenantId' | 'instanceId' | 'data'>;
}[Type];

/** Keeps events and queues their webhook deliveries, in the transaction of what happened. */
@Injectable()
export class RecordEvents {
  readonly #listeners: ((tenantIds: ReadonlySet<TenantId>) => void)[] = [];

  constructor(
    private readonly repository: EventsRepository,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** From now on, `listener` is called after each commit of events in this process, with the tenants they are of. */
  whenRecorded(listener: (tenantIds: ReadonlySet<TenantId>) => void): void {
    this.#listeners.push(listener);
  }

  /** Events of one call keep their order. The endpoints' lanes wake once the transaction has committed. */
  async execute(tx: Tx, events: NewEvent[]): Promise<void> {
    if (events.length === 0) return;
    const webhookIds = await this.repository.insertWithDeliveries(
      tx,
      events.map((event) => ({ ...event, id: this.clock.newId() })),
    );
    afterCommit(() => {
      for (const webhookId of webhookIds) this.lanes.wake('webhook', webhookId);
      const tenantIds = new Set(events.map(({ tenantId }) => tenantId));
      for (const listener of this.#listeners) listener(tenantIds);
    });
  }
}
