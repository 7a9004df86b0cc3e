import { Injectable } from '@nestjs/common';
import type { WebhookId } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase } from '../../platform/database/database.ts';
import { MicroBatch } from '../../platform/database/micro-batch.ts';
import {
  DeliveriesRepository,
  type ClaimedDelivery,
  type Endpoint,
  type Wanted,
} from './deliveries.repository.ts';

/** Lanes whose questions share a statement. */
const MOST_LANES = 64;

/** What comes while others are asked shares the next statement. */
const together = <Item, Result>(run: (items: Item[]) => Promise<Result[]>): MicroBatch<Item, Result> =>
  new MicroBatch({ maxItems: MOST_LANES, maxWaitMs: 0, run });

/** What the lanes of this process ask at nearly the same time goes to the database in one statement. */
@Injectable()
export class ClaimDeliveries {
  readonly #begins = together<WebhookId, Endpoint | undefined>(async (ids) => {
    const endpoints = await this.deliveries.beginTurns(this.database.statements, ids);
    return ids.map((id) => endpoints.get(id));
  });
  readonly #claims = together<Wanted, ClaimedDelivery[]>(async (wanted) => {
    const claimed = await this.deliveries.claim(this.database.statements, this.clock.newId(), wanted);
    const byEndpoint = Map.groupBy(claimed, ({ webhookId }) => webhookId);
    return wanted.map(({ webhookId }) => {
      const own = byEndpoint.get(webhookId) ?? [];
      byEndpoint.delete(webhookId);
      return own;
    });
  });
  readonly #nextDue = together<WebhookId, Date | undefined>(async (ids) => {
    const dates = await this.deliveries.nextDueAt(this.database.statements, ids);
    return ids.map((id) => dates.get(id));
  });

  constructor(
    private readonly database: WorkerDatabase,
    private readonly deliveries: DeliveriesRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined for an endpoint that is switched off */
  begin(webhookId: WebhookId): Promise<Endpoint | undefined> {
    return this.#begins.add(webhookId);
  }

  /** Due deliveries of one endpoint, first things first. Of two that ask in one moment one gets them all. */
  claim(wanted: Wanted): Promise<ClaimedDelivery[]> {
    return this.#claims.add(wanted);
  }

  /** When something of the endpoint is due next; undefined when nothing waits. */
  nextDueAt(webhookId: WebhookId): Promise<Date | undefined> {
    return this.#nextDue.add(webhookId);
  }
}
