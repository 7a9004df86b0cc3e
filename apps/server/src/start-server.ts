import path from 'node:path';
import { announcement } from './announce.ts';
import { InvalidSettings, readEnvironment, type Config, type Environment } from './config.ts';
import { createApp } from './create-app.ts';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.ts';
import { migrate } from './platform/database/migrate.ts';
import { StartUp } from './platform/health/start-up.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import { secretKeyIn } from './secret-key.ts';
import { CreateFirstAdministrator } from './tenants/index.ts';

/** Past this a stop is forced; orchestrators kill after 30 s. */
const LONGEST_STOP_MS = 24_000;

/** What was started so far, so that it can be stopped in the opposite order, at any moment of the start too. */
class Running {
  readonly #stops: (() => Promise<void>)[] = [];
  #stopping: Promise<void> | undefined;

  add(stop: () => Promise<void>): void {
    if (this.#stopping === undefined) this.#stops.push(stop);
    else this.#stopping = this.#stopping.then(stop);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const stop of this.#stops.toReversed()) await stop();
  }
}

async function secretKeyOf(environment: Environment, dataDir: string): Promise<Buffer> {
  return environment.RECADO_SECRET_KEY === undefined
    ? secretKeyIn(dataDir)
    : Buffer.from(environment.RECADO_SECRET_KEY, 'base64');
}

async function prepare(environment: Environment, running: Running): Promise<Config> {
  const dataDir = path.resolve(environment.RECADO_DATA_DIR);
  const secretKey = await secretKeyOf(environment, dataDir);
  if (environment.DATABASE_URL !== undefined)
    return { ...environment, databaseUrl: environment.DATABASE_URL, secretKey };
  const postgres = await startEmbeddedPostgres({
    dataDir,
    onLog: (line) => process.stdout.write(`${line}\n`),
  });
  running.add(() => postgres.stop());
  return { ...environment, databaseUrl: postgres.connectionString, secretKey };
}

async function start(environment: Environment, running: Running): Promise<void> {
  const config = await prepare(environment, running);
  await migrate(config.databaseUrl);
  const app = await createApp(config);
  running.add(() => app.close());
  const { tenantId, generatedPassword } = await app.get(CreateFirstAdministrator, { strict: false }).execute({
    tenantSlug: config.RECADO_ADMIN_TENANT,
    email: config.RECADO_ADMIN_EMAIL,
    password: config.RECADO_ADMIN_PASSWORD,
  });
  const startUp = app.get(StartUp);
  startUp.hold();
  await app.listen(config.PORT, config.HOST);
  const sandbox = config.isSandboxOn ? await startSandbox(app, config, tenantId) : undefined;
  if (sandbox !== undefined) running.add(() => sandbox.close());
  process.stdout.write(announcement({ config, generatedPassword, sandbox }));
  startUp.release();
}

function stopOnSignal(running: Running): void {
  const stop = (): void => {
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Recado could not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  // A second Ctrl-C changes nothing: what runs is being finished or handed back.
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

const adviceOf: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Stop what listens there, or choose another port with PORT.',
  ECONNREFUSED: 'The database does not answer. Is DATABASE_URL right?',
};

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

/** Why the start failed, for a person at a terminal. */
function explanation(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const advice = adviceOf[codeOf(error)];
  if (advice !== undefined) return `Recado could not start: ${error.message}. ${advice}`;
  // Errors of our own explain themselves; of others, the place helps to find the cause.
  const isOurs =
    error instanceof InvalidSettings || error.name === 'RolesMissing' || error.constructor === Error;
  return isOurs ? error.message : `Recado could not start: ${error.stack ?? error.message}`;
}

/** Starts what RECADO_ROLE asks for, and ends the process with a plain message when it cannot. */
export async function startServer(): Promise<void> {
  const running = new Running();
  stopOnSignal(running);
  try {
    await start(readEnvironment(), running);
  } catch (error) {
    process.stderr.write(`${explanation(error)}\n`);
    await running.stop().catch(() => undefined);
    process.exit(1);
  }
}
