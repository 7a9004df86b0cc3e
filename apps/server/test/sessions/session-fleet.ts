import { randomBytes, randomInt } from 'node:crypto';
import { InstanceId, type TenantId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { v7 } from 'uuid';
import { AskSession } from '../../src/channels/web/sessions/ask-session.ts';
import { RunCommands } from '../../src/channels/web/sessions/run-commands.ts';
import { SessionCommandsRepository } from '../../src/channels/web/sessions/session-commands.repository.ts';
import { SessionHost } from '../../src/channels/web/sessions/session-host.ts';
import { SessionKeeper } from '../../src/channels/web/sessions/session-keeper.ts';
import { SessionLeasesRepository } from '../../src/channels/web/sessions/session-leases.repository.ts';
import { SessionMetrics } from '../../src/channels/web/sessions/session-metrics.ts';
import { SessionPlaces } from '../../src/channels/web/sessions/session-places.ts';
import { SessionPlacesQueries } from '../../src/channels/web/sessions/session-places.queries.ts';
import { SessionRegistry } from '../../src/channels/web/sessions/session-registry.ts';
import { sessionTimes } from '../../src/channels/web/sessions/session-times.ts';
import { SessionWishesRepository } from '../../src/channels/web/sessions/session-wishes.repository.ts';
import { WorkersRepository } from '../../src/channels/web/sessions/workers.repository.ts';
import { readEnvironment, type Config } from '../../src/config.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { Database, WorkerDatabase } from '../../src/platform/database/database.ts';
import { createPool } from '../../src/platform/database/pool.ts';
import { APP_ROLE, WORKER_ROLE } from '../../src/platform/database/roles.ts';
import { Relay } from '../../src/platform/live/relay.ts';
import { Metrics } from '../../src/platform/metrics/metrics.ts';
import { Lanes } from '../../src/platform/queue/lanes.ts';
import { LeaseRepository } from '../../src/platform/queue/lease.repository.ts';
import { openQueueBackend } from '../../src/platform/queue/queue-backend.ts';
import { ownerQuery, seedTenantRows } from '../harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../harness/test-database.ts';
import { FakeSession, type SessionStep } from './fake-session.ts';

/** The usual times, shortened together. */
const TIMES = sessionTimes(3);

export interface SessionProcess {
  name: string;
  host: SessionHost;
  registry: SessionRegistry;
  places: SessionPlaces;
  ask: AskSession;
  database: WorkerDatabase;
  metrics: Metrics;
  /** As a process that stops does. */
  stop(): Promise<void>;
  /** It cannot reach the database any more, and so neither renews nor gives back. */
  cutOff(): Promise<void>;
}

/** Processes that hold the sessions of a test, on one database. */
export class SessionFleet {
  readonly steps: SessionStep[] = [];
  /** What sessions do when they are asked for something. */
  answer: (command: { name: string; arguments: unknown }) => Promise<unknown> = () =>
    Promise.resolve(undefined);
  /** Processes in which no session can be made. */
  readonly broken = new Set<string>();
  readonly #processes = new Set<SessionProcess>();

  private constructor(
    readonly database: TestDatabase,
    readonly tenantId: TenantId,
  ) {}

  static async start(): Promise<SessionFleet> {
    const database = await createTestDatabase();
    const { tenantId } = await seedTenantRows(database.connectionString);
    return new SessionFleet(database, tenantId);
  }

  /** Instances whose sessions are wanted. */
  async want(count: number): Promise<InstanceId[]> {
    const ids = Array.from({ length: count }, () => InstanceId.parse(v7()));
    for (const id of ids)
      await ownerQuery(
        this.database,
        `with instance as (
           insert into instances (id, tenant_id, name, phone_number, channel, status)
           values ($1, $2, 'a number', $3, 'web', 'connected')
         )
         insert into web_sessions (instance_id, tenant_id) values ($1, $2)`,
        [id, this.tenantId, `+55119${String(randomInt(10_000_000, 99_999_999))}`],
      );
    this.wake();
    return ids;
  }

  /** As a use case does after it changed what is wanted. */
  wake(): void {
    for (const { host } of this.#processes) host.look();
  }

  async wish(instanceId: InstanceId, wanted: 'online' | 'offline' | 'logged_out'): Promise<void> {
    await ownerQuery(
      this.database,
      'update web_sessions set wanted = $2, request = request + 1 where instance_id = $1',
      [instanceId, wanted],
    );
    this.wake();
  }

  async wantedOf(instanceId: InstanceId): Promise<unknown> {
    const rows = await ownerQuery(this.database, 'select wanted from web_sessions where instance_id = $1', [
      instanceId,
    ]);
    return rows[0]?.['wanted'];
  }

  stepsOf(instanceId: InstanceId): string[] {
    return this.steps
      .filter((step) => step.instanceId === instanceId)
      .map(({ process, step }) => `${process} ${step}`);
  }

  async startProcess(name: string, role: 'worker' | 'api' = 'worker'): Promise<SessionProcess> {
    const { connectionString } = this.database;
    const pool = (as: string) =>
      createPool({
        connectionString,
        role: as,
        size: 4,
        applicationName: 'sessions test',
        onError: () => undefined,
      });
    const database = new WorkerDatabase(pool(WORKER_ROLE));
    const tenants = new Database(pool(APP_ROLE));
    const config = configOf(connectionString, role);
    const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
    const clock = new SystemClock();
    const metrics = new Metrics();
    const backend = await openQueueBackend(
      { redisUrl: undefined, databaseUrl: connectionString },
      () => undefined,
    );
    const relay = new Relay(backend, logger);
    const lanes = new Lanes(
      backend,
      config,
      new LeaseRepository(database),
      database,
      clock,
      logger,
      relay,
      metrics,
    );
    for (const lane of ['send', 'inbound'])
      lanes.register({
        name: lane,
        findDue: () => Promise.resolve([]),
        run: () => Promise.resolve({ state: 'idle' }),
      });
    const registry = new SessionRegistry();
    const leases = new SessionLeasesRepository(database);
    const queries = new SessionPlacesQueries(database);
    const commands = new SessionCommandsRepository(database);
    const runCommands = new RunCommands(registry, commands, logger);
    const workers = new WorkersRepository(database);
    const keeper = new SessionKeeper(
      (hold) => {
        if (this.broken.has(name)) throw new Error('No session can be made here');
        return new FakeSession(hold, {
          process: name,
          steps: this.steps,
          answer: (command) => this.answer(command),
        });
      },
      TIMES,
      registry,
      leases,
      new SessionWishesRepository(database),
      runCommands,
      lanes,
      relay,
      database,
      new SessionMetrics(metrics, registry),
      clock,
      logger,
    );
    const host = new SessionHost(config, TIMES, keeper, workers, leases, runCommands, relay, clock, logger);
    const ends = async (): Promise<void> => {
      await host.onModuleDestroy();
      await lanes.beforeApplicationShutdown();
      relay.onApplicationShutdown();
      await lanes.onApplicationShutdown();
    };
    const process: SessionProcess = {
      name,
      host,
      registry,
      places: new SessionPlaces(registry, queries, tenants),
      ask: new AskSession(registry, queries, commands, relay, clock),
      database,
      metrics,
      stop: async () => {
        if (!this.#processes.delete(process)) return;
        await ends();
        await Promise.all([database.close(), tenants.close()]);
      },
      cutOff: async () => {
        await database.close();
      },
    };
    this.#processes.add(process);
    host.onApplicationBootstrap();
    return process;
  }

  /** Ends all processes and forgets all numbers, for the next test. */
  async clear(): Promise<void> {
    await Promise.all([...this.#processes].map((process) => process.stop()));
    await ownerQuery(this.database, 'delete from instances');
    await ownerQuery(this.database, 'delete from workers');
    await ownerQuery(this.database, 'delete from leases');
    this.steps.length = 0;
    this.broken.clear();
  }

  async drop(): Promise<void> {
    await this.database.drop();
  }
}

function configOf(databaseUrl: string, role: 'worker' | 'api'): Config {
  const secretKey = randomBytes(32);
  const environment = readEnvironment({
    DATABASE_URL: databaseUrl,
    RECADO_ROLE: role,
    RECADO_SECRET_KEY: secretKey.toString('base64'),
  });
  return { ...environment, databaseUrl, secretKey };
}
