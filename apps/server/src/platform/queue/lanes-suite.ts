import { randomBytes } from 'node:crypto';
import { PinoLogger } from 'nestjs-pino';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/harness/test-database.ts';
import { readEnvironment } from '../../config.ts';
import { SystemClock } from '../clock.ts';
import { WorkerDatabase } from '../database/database.ts';
import { createPool } from '../database/pool.ts';
import { WORKER_ROLE } from '../database/roles.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { LaneKind, LaneOutcome, LaneTurn } from './lane.ts';
import { Lanes } from './lanes.ts';
import { LeaseRepository } from './lease.repository.ts';
import { openQueueBackend } from './queue-backend.ts';

interface WorkerProcess {
  lanes: Lanes;
  stop(): Promise<void>;
}

/** A kind of lane whose work is counted in memory, shared by all workers of a test. */
class CountedLane implements LaneKind {
  readonly name = `counted${randomBytes(4).toString('hex')}`;
  readonly due = new Map<string, number>();
  readonly turns: string[] = [];
  running = new Map<string, number>();
  mostAtOnce = 0;

  constructor(private readonly work: (turn: LaneTurn, lane: CountedLane) => Promise<LaneOutcome>) {}

  findDue(): Promise<string[]> {
    return Promise.resolve([...this.due].filter(([, count]) => count > 0).map(([id]) => id));
  }

  async run(turn: LaneTurn): Promise<LaneOutcome> {
    this.turns.push(turn.id);
    const count = (this.running.get(turn.id) ?? 0) + 1;
    this.running.set(turn.id, count);
    this.mostAtOnce = Math.max(this.mostAtOnce, count);
    try {
      return await this.work(turn, this);
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

const tick = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What lanes promise, whatever store is behind the queues. */
export function lanesSuite(name: string, redisUrl: string | undefined): void {
  describe(`lanes on ${name}`, () => {
    let database: TestDatabase;
    const workers: WorkerProcess[] = [];

    beforeAll(async () => {
      database = await createTestDatabase();
    });
    afterAll(async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await database.drop();
    });

    async function startWorker(kind: LaneKind, isWorking = true): Promise<WorkerProcess> {
      const config = {
        ...readEnvironment({
          DATABASE_URL: database.connectionString,
          RECADO_SECRET_KEY: randomBytes(32).toString('base64'),
        }),
        databaseUrl: database.connectionString,
        secretKey: randomBytes(32),
      };
      const workerDatabase = new WorkerDatabase(
        createPool({
          connectionString: database.connectionString,
          role: WORKER_ROLE,
          size: 4,
          applicationName: 'lanes test',
          onError: () => undefined,
        }),
      );
      const backend = await openQueueBackend(
        { redisUrl, databaseUrl: database.connectionString },
        () => undefined,
      );
      const lanes = new Lanes(
        backend,
        config,
        new LeaseRepository(workerDatabase),
        workerDatabase,
        new SystemClock(),
        new PinoLogger({ pinoHttp: { level: 'silent' } }),
        new Metrics(),
      );
      lanes.register(kind);
      if (isWorking) lanes.start();
      const worker = {
        lanes,
        stop: async () => {
          await lanes.beforeApplicationShutdown();
          await lanes.onApplicationShutdown();
          await workerDatabase.close();
        },
      };
      workers.push(worker);
      return worker;
    }

    it('a wake-up from a process that does no work brings the lane to one that does', async () => {
      const lane = new CountedLane((turn, self) => {
        self.take(turn.id);
        return Promise.resolve({ state: 'idle' });
      });
      await startWorker(lane);
      const api = await startWorker(lane, false);
      const id = v7();
      lane.due.set(id, 1);
      api.lanes.wake(lane.name, id);
      await expect.poll(() => lane.left).toBe(0);
    });

    it('of 300 wake-ups of one lane over two workers no two turns run at once, and none is missed', async () => {
      const lane = new CountedLane(async (turn, self) => {
        self.take(turn.id);
        await tick();
        return { state: 'idle' };
      });
      const [one, other] = [await startWorker(lane), await startWorker(lane)];
      const id = v7();
      for (let count = 0; count < 300; count += 1) {
        lane.add(id);
        (count % 2 === 0 ? one : other).lanes.wake(lane.name, id);
        await tick();
      }
      await expect.poll(() => lane.left).toBe(0);
      expect(lane.mostAtOnce).toBe(1);
    });

    it('a lane with more to do gives way, and comes again', async () => {
      const rounds = new Map<string, number>();
      const lane = new CountedLane((turn, self) => {
        const round = (rounds.get(turn.id) ?? 0) + 1;
        rounds.set(turn.id, round);
        if (round === 3) self.take(turn.id);
        return Promise.resolve(round === 3 ? { state: 'idle' } : { state: 'more' });
      });
      const worker = await startWorker(lane);
      const ids = [v7(), v7(), v7()];
      for (const id of ids) {
        lane.due.set(id, 1);
        worker.lanes.wake(lane.name, id);
      }
      await expect.poll(() => ids.map((id) => rounds.get(id) ?? 0)).toEqual([3, 3, 3]);
    });

    it('what is due is found though nobody was woken', async () => {
      const lane = new CountedLane((turn, self) => {
        self.take(turn.id);
        return Promise.resolve({ state: 'idle' });
      });
      lane.due.set(v7(), 1);
      await startWorker(lane);
      await expect.poll(() => lane.left).toBe(0);
    });

    it('a turn that throws costs nothing: the lane comes again', async () => {
      let tries = 0;
      const lane = new CountedLane((turn, self) => {
        tries += 1;
        if (tries === 1) return Promise.reject(new Error('once'));
        self.take(turn.id);
        return Promise.resolve({ state: 'idle' });
      });
      const worker = await startWorker(lane);
      const id = v7();
      lane.due.set(id, 1);
      worker.lanes.wake(lane.name, id);
      await expect.poll(() => lane.left).toBe(0);
      expect(tries).toBe(2);
    });

    it('while another holds the lease the lane does not run; once it is over it does, with a higher fence', async () => {
      const fences: number[] = [];
      const lane = new CountedLane((turn, self) => {
        fences.push(turn.fence);
        self.take(turn.id);
        return Promise.resolve({ state: 'idle' });
      });
      const id = v7();
      const client = new pg.Client({ connectionString: database.connectionString });
      await client.connect();
      try {
        await client.query(
          `insert into leases (kind, id, holder, fence, expires_at) values ($1, $2, $3, 7, now() + interval '1 hour')`,
          [lane.name, id, v7()],
        );
        const worker = await startWorker(lane);
        worker.lanes.wake(lane.name, id);
        await tick();
        expect(fences).toEqual([]);
        lane.due.set(id, 1);
        await client.query(`update leases set expires_at = now() where kind = $1`, [lane.name]);
        await expect.poll(() => fences).toEqual([8]);
      } finally {
        await client.end();
      }
    });

    it('a worker that stops ends its turn at the next safe point and gives the lane back', async () => {
      let isStopping = false;
      const lane = new CountedLane(async (turn) => {
        while (!turn.shouldYield()) await tick();
        isStopping = true;
        return { state: 'more' };
      });
      const worker = await startWorker(lane);
      worker.lanes.wake(lane.name, v7());
      await expect.poll(() => lane.turns.length).toBe(1);
      await worker.stop();
      workers.splice(workers.indexOf(worker), 1);
      expect(isStopping).toBe(true);
      expect([...lane.running.values()]).toEqual([0]);
    });
  });
}
