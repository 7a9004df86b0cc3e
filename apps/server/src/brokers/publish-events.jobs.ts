import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../config.ts';
import { EventTailRepository, isWithin, RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../platform/queue/lane.ts';
import { Lanes } from '../platform/queue/lanes.ts';
import { BrokerConnection } from './broker-connection.ts';
import { retryDelayMs } from './backoff-policy.ts';
import { CursorsRepository, LANE } from './cursors.repository.ts';
import { DESTINATION, type Destination } from './destination-policy.ts';
import { brokerMessage, type BrokerMessage } from './routing-policy.ts';

/** Events that are read and published at once. */
const BATCH = 500;

/** The next events, as far as they are wanted. */
interface Batch {
  messages: BrokerMessage[];
  /** Number of each message's event. */
  sequences: number[];
  /** Number of the last event, wanted or not. */
  last: number;
}

/**
 * The lane of the message broker: every tenant's events in the order of their numbers, each at least once. The cursor moves behind
 * the broker's confirmation, so that after a crash of either side those that were not confirmed come again.
 */
@Injectable()
export class PublishEvents implements LaneKind, OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  readonly name = LANE;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DESTINATION) private readonly destination: Destination | undefined,
    private readonly lanes: Lanes,
    private readonly recordEvents: RecordEvents,
    private readonly database: WorkerDatabase,
    private readonly tail: EventTailRepository,
    private readonly cursors: CursorsRepository,
    private readonly connection: BrokerConnection,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  onModuleInit(): void {
    if (this.destination === undefined) return;
    const { id } = this.destination;
    this.lanes.register(this);
    this.recordEvents.whenRecorded(() => {
      this.lanes.wake(LANE, id);
    });
  }

  /** A destination that is new begins here, whether the broker can be reached or not. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.destination === undefined) return;
    const isFromBeginning = this.config.RECADO_BROKER_START === 'beginning';
    const from = isFromBeginning ? 0 : await this.tail.safeEnd(this.database.statements, undefined);
    await this.cursors.begin(this.destination.id, this.destination.label, from);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }

  async findDue(): Promise<string[]> {
    if (this.destination === undefined) return [];
    const end = await this.tail.safeEnd(this.database.statements, undefined);
    return (await this.cursors.isDue(this.destination.id, end)) ? [this.destination.id] : [];
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    // While settings change, the wake-up may be of a destination that this process does not know.
    const cursor = turn.id === this.destination?.id ? await this.cursors.find(turn.id) : undefined;
    if (cursor === undefined) return { state: 'idle' };
    if (cursor.retryAt > this.clock.now()) return { state: 'idle', nextDueAt: cursor.retryAt };
    let { sequence, failures } = cursor;
    while (!turn.shouldYield()) {
      const end = await this.tail.safeEnd(this.database.statements, undefined);
      const batch = await this.#read(sequence, end);
      if (batch === undefined) {
        if (end > sequence) await this.cursors.move(turn, end);
        return { state: 'idle' };
      }
      const published = await this.#publish(turn, batch, failures);
      if (published !== 'all') return published;
      sequence = batch.last;
      failures = 0;
    }
    return { state: 'more' };
  }

  async #read(sequence: number, end: number): Promise<Batch | undefined> {
    const events = await this.tail.between(this.database.statements, sequence, { end, limit: BATCH });
    const last = events.at(-1)?.sequence;
    if (last === undefined) return undefined;
    const wanted = events.filter((event) => isWithin({ types: this.config.RECADO_BROKER_EVENTS }, event));
    return {
      messages: wanted.map((event) => brokerMessage(this.config.RECADO_BROKER_TOPIC, event)),
      sequences: wanted.map((event) => event.sequence),
      last,
    };
  }

  /** @returns `all`, or how the turn ends because it did not get through with the batch */
  async #publish(turn: LaneTurn, batch: Batch, failures: number): Promise<'all' | LaneOutcome> {
    if (!turn.mayAct()) return { state: 'idle' };
    const { confirmed, error } = await this.connection.publish(batch.messages);
    const reached = error === undefined ? batch.last : batch.sequences[confirmed - 1];
    if (reached !== undefined && !(await this.cursors.move(turn, reached))) return { state: 'idle' };
    if (error === undefined) {
      if (failures > 0)
        this.logger.info({ broker: this.destination?.label }, 'the broker takes events again');
      return 'all';
    }
    return this.#leaveAlone(turn, error, confirmed > 0 ? 1 : failures + 1);
  }

  async #leaveAlone(turn: LaneTurn, error: Error, failures: number): Promise<LaneOutcome> {
    const delayMs = retryDelayMs(failures, Math.random());
    const retryAt = new Date(this.clock.now().getTime() + delayMs);
    this.logger.warn(
      { err: error, broker: this.destination?.label, failures, retryAt },
      'the broker does not take events; they wait and none is lost',
    );
    await this.cursors.noteFailure(turn, { failures, message: error.message, retryAt });
    return { state: 'idle', nextDueAt: retryAt };
  }
}
