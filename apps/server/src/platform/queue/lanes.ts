import { AsyncLocalStorage } from 'node:async_hooks';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../clock.ts';
import { WorkerDatabase } from '../database/database.ts';
import { Relay, type RelaySubscription } from '../live/relay.ts';
import { Metrics } from '../metrics/metrics.ts';
import { HeldTurn } from './held-turn.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from './lane.ts';
import { LaneMetrics, type LaneDepth } from './lane-metrics.ts';
import { LaneTimers } from './lane-timers.ts';
import { LEASE_SECONDS, LeaseRepository } from './lease.repository.ts';
import { LocalTurns } from './local-turns.ts';
import { QUEUE_BACKEND, type QueueBackend, type WakeUpQueue, type WakeUpWorker } from './queue-backend.ts';
import { jobOf, SPACING_MS, WakeUpData, WakeUps, type WakeUp } from './wake-ups.ts';

const SWEEP_EVERY_MS = 1_000;
const MOST_SWEPT = 1_000;
// Wake-ups of one lane within this time become one job.
const COALESCE_MS = 2;

/** Under which a lane's wake-ups are passed on; also its name within this process. */
const topicOf = (kind: string, id: string): string => `lane.${kind}.${id}`;

interface LaneRoad {
  kind: LaneKind;
  queue: WakeUpQueue;
  worker: WakeUpWorker | undefined;
  /** Each kind has places of its own: lanes that wait for a provider keep none of those that do not. */
  turns: LocalTurns;
  wakeUps: WakeUps;
}

/**
 * Runs ordered work. Rows in PostgreSQL say what is due; a wake-up only brings a lane to a worker, and the lease decides
 * whether it may run there. A lane that somebody holds is not brought anywhere: its lease notes that it is wanted, and its holder
 * runs it once more. A process that works runs what it wakes itself, while it has room; only what is left becomes a job of the
 * queue. A lost wake-up costs a second, because the sweep finds what is due.
 */
@Injectable()
export class Lanes implements BeforeApplicationShutdown, OnApplicationShutdown {
  // A turn is no part of the transaction or request whose wake-up brought it.
  readonly #outside = AsyncLocalStorage.snapshot();
  readonly #roads = new Map<string, LaneRoad>();
  /** Under which this process holds lanes. */
  readonly holder: string;
  readonly #timers = new LaneTimers();
  /** Lanes that this process serves, by topic. */
  readonly #served = new Map<string, RelaySubscription>();
  readonly #metrics: LaneMetrics;
  #flush: NodeJS.Timeout | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    @Inject(CONFIG) private readonly config: Config,
    private readonly leases: LeaseRepository,
    private readonly database: WorkerDatabase,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
    private readonly relay: Relay,
    metrics: Metrics,
  ) {
    this.holder = clock.newId();
    this.#metrics = new LaneMetrics(metrics, () => this.#depths());
  }

  /** Makes a kind of lane known, in every role: an api process wakes what a worker runs. */
  register(kind: LaneKind): void {
    if (this.#roads.has(kind.name)) throw new Error(`The lane kind ${kind.name} is registered twice`);
    const queue = this.backend.queue(`lane-${kind.name}`);
    queue.on('error', (error) => {
      this.logger.warn({ err: error, lane: kind.name }, 'the queue did not answer');
    });
    this.#roads.set(kind.name, {
      kind,
      queue,
      worker: undefined,
      turns: new LocalTurns(this.config.RECADO_LANE_CONCURRENCY),
      wakeUps: new WakeUps(),
    });
  }

  /** The kinds that are known here; that of the broker is only where there is one. */
  get kinds(): string[] {
    return [...this.#roads.keys()];
  }

  /** Asks for a turn of this lane. Call it after the rows are committed (see afterCommit). Never fails: the sweep makes up for it. */
  wake(kind: string, id: string): void {
    this.#wakeAs(kind, id, id);
  }

  /** From now on, wake-ups of this lane that reach another process are passed on to this one. */
  serve(kind: string, id: string): RelaySubscription {
    const topic = topicOf(kind, id);
    const known = this.#served.get(topic);
    if (known !== undefined) return known;
    const road = this.#road(kind);
    const subscription = this.relay.subscribe(topic, () => {
      this.#turnHere(road, id);
    });
    this.#served.set(topic, subscription);
    return subscription;
  }

  unserve(kind: string, id: string): void {
    const topic = topicOf(kind, id);
    this.#served.get(topic)?.end();
    this.#served.delete(topic);
  }

  #wakeAs(kind: string, id: string, deduplicationId: string): void {
    if (this.#isStopping) return;
    this.#road(kind).wakeUps.add({ id, deduplicationId });
    this.#flushLater(COALESCE_MS);
  }

  #flushLater(waitMs: number): void {
    this.#flush ??= setTimeout(() => {
      this.#flush = undefined;
      for (const road of this.#roads.values()) void this.#send(road);
    }, waitMs);
  }

  /** Begins to run lanes and to sweep; for worker roles, once all kinds are registered. */
  start(): void {
    for (const road of this.#roads.values()) {
      const worker = this.backend.worker(
        `lane-${road.kind.name}`,
        (job) => this.#turnWhereItBelongs(road, WakeUpData.parse(job.data).id),
        {
          concurrency: this.config.RECADO_LANE_CONCURRENCY,
        },
      );
      worker.on('error', (error) => {
        this.logger.warn({ err: error, lane: road.kind.name }, 'the queue did not answer');
      });
      road.worker = worker;
      worker.run().catch((error: unknown) => {
        this.logger.error({ err: error, lane: road.kind.name }, 'the worker of a lane stopped');
      });
    }
    this.#sweepLater(0);
  }

  /** Turns end at their next safe point; what they claimed is finished or handed back. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#sweep);
    clearTimeout(this.#flush);
    this.#timers.clear();
    for (const subscription of this.#served.values()) subscription.end();
    await Promise.all([
      this.#sweeping,
      ...[...this.#roads.values()].flatMap((road) => [road.turns.drain(), road.worker?.close()]),
    ]);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.#roads.values()].map((road) => road.queue.close()));
    await this.backend.close();
  }

  #road(kind: string): LaneRoad {
    const road = this.#roads.get(kind);
    if (road === undefined) throw new Error(`Unknown lane kind ${kind}`);
    return road;
  }

  async #send(road: LaneRoad): Promise<void> {
    const { kind, wakeUps, queue } = road;
    const forAnyone: WakeUp[] = [];
    for (const wakeUp of wakeUps.take(this.clock.monotonicMs()))
      if (this.#runsHere(road, wakeUp.id)) this.#turnHere(road, wakeUp.id);
      else forAnyone.push(wakeUp);
    if (!wakeUps.isEmpty) this.#flushLater(SPACING_MS);
    if (forAnyone.length === 0) return;
    try {
      const held = await this.leases.want(
        kind.name,
        forAnyone.map(({ id }) => id),
      );
      const free = forAnyone.filter(({ id }) => !held.has(id));
      if (free.length > 0) await queue.addBulk(free.map(jobOf));
    } catch (error) {
      this.logger.warn({ err: error, lane: kind.name }, 'a wake-up was lost; the sweep will make up for it');
    }
  }

  /** Lanes that this process serves, and any while it has room. */
  #runsHere({ kind, worker, turns }: LaneRoad, id: string): boolean {
    const topic = topicOf(kind.name, id);
    return this.#served.has(topic) || (worker !== undefined && turns.hasRoomFor(topic));
  }

  async #turnWhereItBelongs({ kind, turns }: LaneRoad, id: string): Promise<void> {
    if (await this.#passesOn(kind, id)) return;
    await turns.run(topicOf(kind.name, id), () => this.#turn(kind, id));
  }

  /** @returns whether the wake-up went to another process, the one that serves the lane */
  async #passesOn(kind: LaneKind, id: string): Promise<boolean> {
    const topic = topicOf(kind.name, id);
    const isBound = kind.placeOf !== undefined && !this.#served.has(topic);
    if (!isBound || (await kind.placeOf?.(id)) !== 'elsewhere') return false;
    this.relay.publish(topic);
    return true;
  }

  #turnHere(road: LaneRoad, id: string): void {
    if (this.#isStopping) return;
    const { kind, turns } = road;
    turns.queue(topicOf(kind.name, id), () =>
      this.#outside(async () => {
        if (await this.#passesOn(kind, id)) return;
        await this.#turn(kind, id);
      }).catch((error: unknown) => {
        this.logger.warn(
          { err: error, lane: kind.name, laneId: id },
          'a turn was lost; the sweep will make up for it',
        );
      }),
    );
  }

  async #turn(kind: LaneKind, id: string): Promise<void> {
    if (this.#isStopping) return;
    const acquiredAtMs = this.clock.monotonicMs();
    const fence = await this.leases.acquire({ kind: kind.name, id }, this.holder);
    if (fence === undefined) {
      this.#metrics.denied(kind.name);
      return;
    }
    const turn = new HeldTurn({
      kind: kind.name,
      id,
      fence,
      acquiredAtMs,
      leases: this.leases,
      clock: this.clock,
      isStopping: () => this.#isStopping,
    });
    const outcome = await this.#worked(kind, turn);
    if (await turn.end()) this.wake(kind.name, id);
    this.#followUp(kind.name, id, outcome);
  }

  #worked(kind: LaneKind, turn: LaneTurn): Promise<LaneOutcome> {
    return this.#metrics
      .timed(kind.name, () => kind.run(turn))
      .catch((error: unknown): LaneOutcome => {
        this.logger.error({ err: error, lane: kind.name, laneId: turn.id }, 'a lane ended with an error');
        return { state: 'idle' };
      });
  }

  #followUp(kind: string, id: string, outcome: LaneOutcome): void {
    if (outcome.state === 'more') this.wake(kind, id);
    else if (outcome.nextDueAt !== undefined) this.wakeAt(kind, id, outcome.nextDueAt);
  }

  /** Asks for a turn at a time. Farther ahead than a minute it does nothing: the sweep finds what has become due. */
  wakeAt(kind: string, id: string, at: Date, now = this.clock.now()): void {
    if (this.#isStopping) return;
    if (at <= now) this.wake(kind, id);
    else
      this.#timers.set(topicOf(kind, id), at, now, () => {
        this.wake(kind, id);
      });
  }

  #sweepLater(waitMs: number): void {
    if (this.#isStopping) return;
    this.#sweep = setTimeout(() => {
      this.#sweeping = this.#sweepOnce()
        .catch((error: unknown) => {
          this.logger.warn({ err: error }, 'the sweep could not look for due work');
        })
        .finally(() => {
          this.#sweepLater(SWEEP_EVERY_MS);
        });
    }, waitMs);
  }

  async #sweepOnce(): Promise<void> {
    // The job of a worker that died still counts as running for a while, and takes in all wake-ups of its lane. The sweep
    // knows that nobody holds the lane, so its wake-ups go by another name, a new one for each time a lease lasts.
    const period = Math.floor(this.clock.now().getTime() / (LEASE_SECONDS * 1_000));
    await this.database.transaction(async (tx) => {
      if (!(await this.leases.maySweep(tx))) return;
      for (const { kind } of this.#roads.values())
        for (const id of await kind.findDue(MOST_SWEPT))
          this.#wakeAs(kind.name, id, `${id}:sweep:${String(period)}`);
    });
  }

  async #depths(): Promise<LaneDepth[]> {
    return Promise.all(
      [...this.#roads.values()].map(async ({ kind, queue }) => {
        const counts = await queue.getJobCounts();
        return { lane: kind.name, jobs: (counts['waiting'] ?? 0) + (counts['active'] ?? 0) };
      }),
    );
  }
}
