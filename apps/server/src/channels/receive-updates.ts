import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, Database, type Tx } from '../platform/database/database.ts';
import { againAfterDeadlock } from '../platform/database/violations.ts';
import { MicroBatch } from '../platform/database/micro-batch.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { InboundEventsRepository, type NewInboundEvent } from './inbound-events.repository.ts';

/** One update of a provider, cut out so that it can be read alone. */
export interface ReceivedUpdate {
  /** `foreign`: of a number that is not this instance's. `unreadable`: no update could be found in what came. */
  kind: 'message' | 'status' | 'notice' | 'foreign' | 'unreadable';
  /** What identifies it: the same update, told twice, has the same. */
  eventKey: string;
  payload: Readonly<Record<string, unknown>>;
}

interface Delivery {
  tenantId: TenantId;
  instanceId: InstanceId;
  updates: ReceivedUpdate[];
}

const MOST_ROWS = 2_000;
const MOST_WAIT_MS = 2;

/**
 * Keeps what a provider told, before it is answered. Deliveries that come together share a statement, and the instances'
 * inbound lanes wake once it is committed. An update that is known already is left as it is.
 */
@Injectable()
export class ReceiveUpdates {
  readonly #batch: MicroBatch<Delivery, undefined>;
  readonly #updates;

  constructor(
    private readonly database: Database,
    private readonly repository: InboundEventsRepository,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.#updates = metrics.counter({
      name: 'recado_inbound_updates_total',
      help: 'Updates that providers told, by kind; known ones included',
      labelNames: ['kind'],
    });
    this.#batch = new MicroBatch({
      maxItems: MOST_ROWS,
      maxWaitMs: MOST_WAIT_MS,
      maxRunning: 4,
      weigh: ({ updates }) => updates.length,
      run: (deliveries) => this.#store(deliveries),
    });
  }

  /** Once this returns, the updates are in the database. */
  async execute(tenantId: TenantId, instanceId: InstanceId, updates: ReceivedUpdate[]): Promise<void> {
    if (updates.length > 0) await this.#batch.add({ tenantId, instanceId, updates });
  }

  /** Stores what one tenant's instances were told, in a transaction that does more, such as to note that it is stored. */
  async executeIn(tenantId: TenantId, tx: Tx, deliveries: Omit<Delivery, 'tenantId'>[]): Promise<void> {
    const rows = this.#rowsOf(deliveries);
    if (rows.length === 0) return;
    const withNews = await this.repository.insertNew(tenantId, tx, rows);
    afterCommit(() => {
      this.#tell(withNews, rows);
    });
  }

  /** One transaction for each tenant: under row-level security it sees no other. */
  async #store(deliveries: Delivery[]): Promise<(undefined | Error)[]> {
    const failures = new Map<TenantId, Error>();
    const byTenant = Map.groupBy(deliveries, ({ tenantId }) => tenantId);
    await Promise.all(
      [...byTenant].map(async ([tenantId, ofTenant]) => {
        await this.#storeFor(tenantId, ofTenant).catch((error: unknown) => {
          failures.set(tenantId, error instanceof Error ? error : new Error(String(error)));
        });
      }),
    );
    return deliveries.map(({ tenantId }) => failures.get(tenantId));
  }

  async #storeFor(tenantId: TenantId, deliveries: Delivery[]): Promise<void> {
    const rows = this.#rowsOf(deliveries);
    // Two processes that are told the same updates in another order wait for each other.
    const withNews = await againAfterDeadlock(() =>
      this.database.inTenant(tenantId, (tx) => this.repository.insertNew(tenantId, tx, rows)),
    );
    this.#tell(withNews, rows);
  }

  #rowsOf(deliveries: Omit<Delivery, 'tenantId'>[]): NewInboundEvent[] {
    return deliveries.flatMap(({ instanceId, updates }) =>
      updates.map((update) => ({ id: this.clock.newId(), instanceId, ...update })),
    );
  }

  #tell(withNews: InstanceId[], rows: NewInboundEvent[]): void {
    for (const instanceId of withNews) this.lanes.wake('inbound', instanceId);
    for (const { kind } of rows) this.#updates.inc({ kind });
  }
}
