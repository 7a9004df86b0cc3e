import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InstanceId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { Channels, type InboundUpdate, type StatusUpdate } from '../../channels/index.ts';
import { EnsureConversations, LinkIdentities } from '../../conversations/index.ts';
import { SendingInstances, type SendingInstance } from '../../instances/index.ts';
import { WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import { Retention } from '../../platform/database/retention.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../../platform/queue/lane.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { ApplyChanges } from './apply-changes.ts';
import { ApplyStatuses } from './apply-statuses.ts';
import { InboundEventsRepository, type InboundRow } from './inbound-events.repository.ts';
import { afterFailure, whenStatusIsEarly, withinItsSecond } from './inbound-policy.ts';
import { ReceiveMessages } from './receive-messages.ts';

const BATCH = 200;

interface Interpreted {
  row: InboundRow;
  updates: InboundUpdate[];
}

const inOrder = <U extends InboundUpdate>(update: U, receivedAt: Date): U =>
  'at' in update ? { ...update, at: withinItsSecond(update.at, receivedAt) } : update;

/** The lane of each instance that turns the provider's events into messages and statuses, in the order in which they came. */
@Injectable()
export class ProcessInboundLane implements LaneKind, OnModuleInit {
  readonly name = 'inbound';
  readonly #outcomes;

  constructor(
    private readonly lanes: Lanes,
    private readonly database: WorkerDatabase,
    private readonly inbound: InboundEventsRepository,
    private readonly receiveMessages: ReceiveMessages,
    private readonly applyChanges: ApplyChanges,
    private readonly applyStatuses: ApplyStatuses,
    private readonly ensureConversations: EnsureConversations,
    private readonly linkIdentities: LinkIdentities,
    private readonly instances: SendingInstances,
    private readonly channels: Channels,
    private readonly retention: Retention,
    private readonly logger: PinoLogger,
    metrics: Metrics,
  ) {
    this.#outcomes = metrics.counter({
      name: 'recado_inbound_events_total',
      help: 'Events of providers by what became of them',
      labelNames: ['outcome'],
    });
  }

  onModuleInit(): void {
    this.lanes.register(this);
    this.retention.register({
      name: 'inbound events',
      deleteBatch: (tx, limit) => this.inbound.deleteOld(tx, limit),
    });
  }

  findDue(limit: number): Promise<string[]> {
    return this.database.transaction((tx) => this.inbound.findDue(tx, limit));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    const instance = await this.instances.byId(InstanceId.parse(turn.id));
    if (instance === undefined) return { state: 'idle' };
    for (;;) {
      if (turn.shouldYield()) return { state: 'more' };
      const count = await this.#batch(instance);
      if (count === 0) return { state: 'idle' };
    }
  }

  /** @returns how many events were due */
  async #batch(instance: SendingInstance): Promise<number> {
    let rows: InboundRow[] = [];
    try {
      await this.database.transaction(async (tx) => {
        rows = await this.inbound.lockDue(tx, instance.id, BATCH);
        await this.#process(tx, instance, rows);
      });
      this.#outcomes.inc({ outcome: 'done' }, rows.length);
    } catch (error) {
      if (rows.length === 0) throw error;
      // One of them is bad: each by itself, so that it blocks nothing.
      for (const row of rows) await this.#single(instance, row);
    }
    return rows.length;
  }

  async #single(instance: SendingInstance, { id, attempts }: InboundRow): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        const row = await this.inbound.lock(tx, id);
        if (row !== undefined) await this.#process(tx, instance, [row]);
      });
      this.#outcomes.inc({ outcome: 'done' });
    } catch (error) {
      const failure = afterFailure(attempts + 1, error);
      this.#outcomes.inc({ outcome: failure.isPoison ? 'poison' : 'retried' });
      this.logger.error(
        { err: error, inboundEventId: id, instanceId: instance.id, isPoison: failure.isPoison },
        'an inbound event failed',
      );
      await this.database.transaction((tx) => this.inbound.fail(tx, id, failure));
    }
  }

  async #process(tx: Tx, instance: SendingInstance, rows: InboundRow[]): Promise<void> {
    if (rows.length === 0) return;
    const channel = this.channels.for(instance.channel);
    const interpreted = rows.map((row) => ({
      row,
      updates: channel.interpret(row.payload).map((update) => inOrder(update, row.received_at)),
    }));
    const updates = interpreted.flatMap((one) => one.updates);
    const receiver = {
      tenantId: instance.tenantId,
      instanceId: instance.id,
      phoneNumber: instance.phoneNumber,
    };
    await this.receiveMessages.execute(
      tx,
      receiver,
      updates.filter((update) => update.kind === 'message'),
    );
    await this.applyChanges.execute(
      tx,
      receiver,
      updates.filter((update) => update.kind === 'edited' || update.kind === 'deleted'),
    );
    await this.#tieIdentities(tx, instance, updates);
    const unknown = await this.applyStatuses.execute(
      instance.tenantId,
      tx,
      instance.id,
      updates.filter((update) => update.kind === 'status'),
    );
    await this.#finish(tx, interpreted, new Set(unknown));
  }

  /** A contact's new name joins its old ones; contacts that turn out to be one become one. */
  async #tieIdentities(tx: Tx, instance: SendingInstance, updates: InboundUpdate[]): Promise<void> {
    const changes = updates.filter((update) => update.kind === 'identity_changed');
    await this.ensureConversations.execute(
      instance.tenantId,
      tx,
      changes.map(({ from, to }) => ({
        instanceId: instance.id,
        identities: [to, ...from],
        name: undefined,
      })),
    );
    const links = updates.filter((update) => update.kind === 'identities_linked');
    await this.linkIdentities.execute(
      instance.tenantId,
      tx,
      links.map(({ identities }) => ({ instanceId: instance.id, identities })),
    );
  }

  async #finish(tx: Tx, interpreted: Interpreted[], unknown: ReadonlySet<StatusUpdate>): Promise<void> {
    const waits = interpreted.flatMap(({ row, updates }) => {
      const early = updates.find(
        (update): update is StatusUpdate => update.kind === 'status' && unknown.has(update),
      );
      const runInSeconds = whenStatusIsEarly(row.attempts);
      return early === undefined || runInSeconds === undefined
        ? []
        : [{ id: row.id, waitsFor: early.whatsappId, runInSeconds }];
    });
    const waiting = new Set(waits.map((wait) => wait.id));
    await this.inbound.wait(tx, waits);
    await this.inbound.finish(
      tx,
      interpreted.map(({ row }) => row.id).filter((id) => !waiting.has(id)),
    );
  }
}
