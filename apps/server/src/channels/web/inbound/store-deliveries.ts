import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { MicroBatch } from '../../../platform/database/micro-batch.ts';
import { ReceiveUpdates } from '../../receive-updates.ts';
import { GroupsCacheRepository } from '../groups-cache.repository.ts';
import { LeaseLost, type SessionHold } from '../sessions/held-session.ts';
import { SessionLeasesRepository } from '../sessions/session-leases.repository.ts';
import { HistoryRepository } from './history.repository.ts';
import type { Delivery } from './session-intake.ts';
import type { Stanza } from './stanza.ts';
import { StanzasRepository, type StanzasOfSession } from './stanzas.repository.ts';
import { isOfTheValue } from './store-queue.ts';

const MOST_ROWS = 1_000;

/** What came in over one session, to be stored together. */
interface Stored {
  hold: SessionHold;
  deliveries: Delivery[];
}

/**
 * Stores what comes in, under the leases of the sessions over which it came; what comes over several at nearly the same time
 * shares a statement, or a transaction.
 */
@Injectable()
export class StoreDeliveries {
  readonly #notes: MicroBatch<StanzasOfSession, undefined>;
  readonly #deliveries: MicroBatch<Stored, undefined>;

  constructor(
    private readonly database: WorkerDatabase,
    private readonly leases: SessionLeasesRepository,
    private readonly receiveUpdates: ReceiveUpdates,
    private readonly stanzas: StanzasRepository,
    private readonly history: HistoryRepository,
    private readonly groups: GroupsCacheRepository,
  ) {
    this.#notes = new MicroBatch({
      maxItems: MOST_ROWS,
      // The library waits for it.
      maxWaitMs: 0,
      weigh: (session) => session.stanzas.length,
      run: async (sessions) => {
        const held = await stanzas.note(sessions);
        return sessions.map(({ instanceId }) =>
          held.has(instanceId) ? undefined : new LeaseLost(instanceId),
        );
      },
      triesAloneAfter: isOfTheValue,
    });
    this.#deliveries = new MicroBatch({
      maxItems: MOST_ROWS,
      maxWaitMs: 0,
      weigh: ({ deliveries }) => deliveries.reduce((sum, { weight }) => sum + weight, 0),
      run: (stored) => this.#store(stored),
      triesAloneAfter: isOfTheValue,
    });
  }

  /** Notes that messages came, before they are read. @throws LeaseLost */
  async note({ tenantId, instanceId, fence }: SessionHold, stanzas: readonly Stanza[]): Promise<void> {
    await this.#notes.add({ tenantId, instanceId, fence, stanzas });
  }

  /** Stores what was read, and closes the ledger's entries of it in the same transaction. @throws LeaseLost */
  async execute(hold: SessionHold, deliveries: Delivery[]): Promise<void> {
    await this.#deliveries.add({ hold, deliveries });
  }

  #store(given: Stored[]): Promise<(undefined | LeaseLost)[]> {
    return this.database.transaction(async (tx) => {
      const held = await this.leases.lockHeld(
        tx,
        given.map(({ hold }) => hold),
      );
      const stored = given.filter(({ hold }) => held.has(hold.instanceId));
      for (const [tenantId, ofTenant] of Map.groupBy(stored, ({ hold }) => hold.tenantId))
        await this.receiveUpdates.executeIn(tenantId, tx, ofTenant.map(updatesOf));
      await this.stanzas.close(
        tx,
        stored.map(({ hold: { tenantId, instanceId }, deliveries }) => ({
          tenantId,
          instanceId,
          ids: ledgerIds(deliveries, 'closed'),
        })),
      );
      for (const { hold, deliveries } of stored) await this.#storeRest(hold.tenantId, tx, hold, deliveries);
      return given.map(({ hold }) =>
        held.has(hold.instanceId) ? undefined : new LeaseLost(hold.instanceId),
      );
    });
  }

  /** What seldom comes: each of these does nothing when there is nothing. */
  async #storeRest(
    tenantId: TenantId,
    tx: Tx,
    { instanceId }: SessionHold,
    deliveries: Delivery[],
  ): Promise<void> {
    await this.stanzas.markLost(tenantId, tx, instanceId, ledgerIds(deliveries, 'lost'));
    const history = deliveries.flatMap((delivery) => delivery.history);
    await this.history.insert(tenantId, tx, instanceId, history);
    const changedGroups = deliveries.flatMap((delivery) => delivery.changedGroups);
    await this.groups.forget(tenantId, tx, instanceId, changedGroups);
  }
}

const updatesOf = ({ hold, deliveries }: Stored) => ({
  instanceId: hold.instanceId,
  updates: deliveries.flatMap(({ arrivals }) => arrivals),
});

const ledgerIds = (deliveries: readonly Delivery[], becomes: 'closed' | 'lost'): string[] =>
  deliveries.flatMap(({ arrivals }) =>
    arrivals.flatMap(({ ledger }) => (ledger?.becomes === becomes ? ledger.id : [])),
  );
