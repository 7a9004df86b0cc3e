import { randomBytes } from 'node:crypto';
import { PinoLogger } from 'nestjs-pino';
import { readEnvironment, type Config } from '../../src/config.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { WorkerDatabase } from '../../src/platform/database/database.ts';
import { createPool } from '../../src/platform/database/pool.ts';
import { WORKER_ROLE } from '../../src/platform/database/roles.ts';
import { Relay } from '../../src/platform/live/relay.ts';
import { Metrics } from '../../src/platform/metrics/metrics.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from '../../src/platform/queue/lane.ts';
import { Lanes } from '../../src/platform/queue/lanes.ts';
import { LeaseRepository } from '../../src/platform/queue/lease.repository.ts';
import { openQueueBackend } from '../../src/platform/queue/queue-backend.ts';
import { createTestDatabase, type TestDatabase } from '../harness/test-database.ts';

/** What a process has of lanes. */
export interface LaneProcess {
  lanes: Lanes;
  database: WorkerDatabase;
  stop(): Promise<void>;
}

/** A kind of lane whose work is counted in memory, shared by all workers of a test. */
export class CountedLane implements LaneKind {
  readonly name = `counted${randomBytes(4).toString('hex')}`;
  readonly due = new Map<string, number>();
  readonly turns: string[] = [];
  running = new Map<string, number>();
  mostAtOnce = 0;

  readonly #work: (turn: LaneTurn, lane: CountedLane) => Promise<LaneOutcome>;

  constructor(work: (turn: LaneTurn, lane: CountedLane) => Promise<LaneOutcome>) {
    this.#work = work;
  }

  findDue(): Promise<string[]> {
    return Promise.resolve([...this.due].filter(([, count]) => count > 0).map(([id]) => id));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    this.turns.push(turn.id);
    const count = (this.running.get(turn.id) ?? 0) + 1;
    this.running.set(turn.id, count);
    this.mostAtOnce = Math.max(this.mostAtOnce, count);
    try {
      return await this.#work(turn, this);
    } finally {
      this.running.set(turn.id, count - 1);
    }
  }

  /** Takes all that is due, as a lane does. */
  take(id: string): void {
    this.due.set(id, 0);
  }

  add(id: string): void {
    this.due.set(id, (this.due.get(id) ?? 0) + 1);
  }

  get left(): number {
    return [...this.due.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** Several processes' lanes on one database and one store of queues. */
export class LaneFleet {
  readonly database: TestDatabase;
  readonly #redisUrl: string | undefined;
  readonly #processes = new Set<LaneProcess>();

  private constructor(database: TestDatabase, redisUrl: string | undefined) {
    this.database = database;
    this.#redisUrl = redisUrl;
  }

  static async start(redisUrl: string | undefined): Promise<LaneFleet> {
    return new LaneFleet(await createTestDatabase(), redisUrl);
  }

  /** A process that knows the lane and, unless told otherwise, works on it. */
  async startProcess(kind: LaneKind, isWorking = true): Promise<LaneProcess> {
    const { connectionString } = this.database;
    const database = new WorkerDatabase(
      createPool({
        connectionString,
        role: WORKER_ROLE,
        size: 4,
        applicationName: 'lanes test',
        onError: () => undefined,
      }),
    );
    const backend = await openQueueBackend(
      { redisUrl: this.#redisUrl, databaseUrl: connectionString },
      () => undefined,
    );
    const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
    const relay = new Relay(backend, logger);
    const lanes = new Lanes(
      backend,
      configOf(connectionString),
      new LeaseRepository(database),
      database,
      new SystemClock(),
      logger,
      relay,
      new Metrics(),
    );
    lanes.register(kind);
    if (isWorking) lanes.start();
    const process = {
      lanes,
      database,
      stop: async () => {
        this.#processes.delete(process);
        await lanes.beforeApplicationShutdown();
        relay.onApplicationShutdown();
        await lanes.onApplicationShutdown();
        await database.close();
      },
    };
    this.#processes.add(process);
    return process;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#processes].map((process) => process.stop()));
    await this.database.drop();
  }
}

function configOf(databaseUrl: string): Config {
  const secretKey = randomBytes(32);
  const environment = readEnvironment({
    DATABASE_URL: databaseUrl,
    RECADO_SECRET_KEY: secretKey.toString('base64'),
  });
  return { ...environment, databaseUrl, secretKey };
}
