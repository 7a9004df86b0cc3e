import {
  createPostgresBackend,
  createPostgresRelayBackend,
  Queue,
  Relay,
  runMigrations,
  withBackend,
  Worker,
  type Job,
  type JobsOptions,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import { createSchemaPool } from '../database/pool.ts';

const SCHEMA = 'bullmq';
/** Each worker keeps one for LISTEN. */
const MOST_CONNECTIONS = 16;

/** What we use of a BullMQ queue, the same on both stores. */
export interface WakeUpQueue {
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  getJobCounts(): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** What we use of a BullMQ worker, the same on both stores. */
export interface WakeUpWorker {
  run(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(force?: boolean): Promise<void>;
}

/** What we use of a BullMQ relay, the same on both stores. */
export interface MessageRelay {
  publish(topic: string, data: unknown): Promise<unknown>;
  subscribe(
    pattern: string,
    listener: (message: { topic: string; data: unknown }) => void,
  ): Promise<{ unsubscribe(): Promise<void> }>;
}

/** BullMQ on Redis or on PostgreSQL, chosen at start; all above it is the same on both. */
export interface QueueBackend {
  readonly name: 'redis' | 'postgres';
  queue(name: string): WakeUpQueue;
  worker(
    name: string,
    process: (job: Job) => Promise<unknown>,
    options: { concurrency: number },
  ): WakeUpWorker;
  /** Messages among processes, opened at the first call. */
  relay(): MessageRelay;
  /** Rejects when the store behind the queues does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const workerOptions = (concurrency: number): Omit<WorkerOptions, 'connection'> => ({
  concurrency,
  autorun: false,
  // A job of a worker that died is given to another soon, and however often: a wake-up never fails for good.
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
});

type OpenedRelay = Pick<Relay, 'publish' | 'subscribe' | 'waitUntilReady' | 'close' | 'on'>;

/** Opens a relay when it is first wanted, and another one when that did not come up. */
class LazyRelay {
  readonly #open: () => OpenedRelay;
  readonly #onError: (error: Error) => void;
  #relay: OpenedRelay | undefined;

  constructor(open: () => OpenedRelay, onError: (error: Error) => void) {
    this.#open = open;
    this.#onError = onError;
  }

  get(): MessageRelay {
    if (this.#relay !== undefined) return this.#relay;
    const relay = this.#open();
    this.#relay = relay;
    relay.on('error', this.#onError);
    relay.waitUntilReady().catch(() => {
      if (this.#relay === relay) this.#relay = undefined;
      relay.close().catch(this.#onError);
    });
    return relay;
  }

  async close(): Promise<void> {
    await this.#relay?.close();
  }
}

async function redisBackend(url: string, onError: (error: Error) => void): Promise<QueueBackend> {
  // Producers fail at once while Redis is away (the sweep wakes lanes later); workers wait for it to come back.
  const producer = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true });
  const consumer = new Redis(url, { maxRetriesPerRequest: null });
  producer.on('error', onError);
  consumer.on('error', onError);
  // A queue that is opened before its connection is ready fails for good: BullMQ asks for the version once.
  await producer.connect().catch((cause: unknown) => {
    producer.disconnect();
    consumer.disconnect();
    throw new Error('The Redis at REDIS_URL does not answer', { cause });
  });
  const relay = new LazyRelay(() => new Relay({ connection: consumer, prefix: 'recado' }), onError);
  return {
    name: 'redis',
    queue: (name) => new Queue(name, { connection: producer, prefix: 'recado', skipWaitingForReady: true }),
    worker: (name, process, { concurrency }) =>
      new Worker(name, process, { connection: consumer, prefix: 'recado', ...workerOptions(concurrency) }),
    relay: () => relay.get(),
    ping: async () => {
      await producer.ping();
    },
    close: async () => {
      await relay.close();
      producer.disconnect();
      consumer.disconnect();
    },
  };
}

async function postgresBackend(
  connectionString: string,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  // A pool of ours, because BullMQ can load pg by itself only from CommonJS.
  const pool = createSchemaPool({ connectionString, schema: SCHEMA, size: MOST_CONNECTIONS, onError });
  // Each queue and each worker listens for its errors, and there are as many as kinds of lanes.
  pool.setMaxListeners(0);
  const client = await pool.connect();
  await runMigrations(client, SCHEMA).finally(() => {
    client.release();
  });
  const classes = withBackend(createPostgresBackend);
  const relay = new LazyRelay(
    () => new Relay({ connection: pool, backend: createPostgresRelayBackend }),
    onError,
  );
  return {
    name: 'postgres',
    queue: (name) => new classes.Queue(name, { connection: pool }),
    worker: (name, process, { concurrency }) =>
      new classes.Worker(name, process, { connection: pool, ...workerOptions(concurrency) }),
    relay: () => relay.get(),
    ping: async () => {
      await pool.query('select 1');
    },
    close: async () => {
      await relay.close();
      await pool.end();
    },
  };
}

/** Opens the queues on Redis when `redisUrl` is given, otherwise on PostgreSQL, whose tables it makes in the schema `bullmq`. */
export async function openQueueBackend(
  address: { redisUrl: string | undefined; databaseUrl: string },
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  return address.redisUrl === undefined
    ? postgresBackend(address.databaseUrl, onError)
    : redisBackend(address.redisUrl, onError);
}

/** Injection token of QueueBackend. */
export const QUEUE_BACKEND = Symbol('QueueBackend');
