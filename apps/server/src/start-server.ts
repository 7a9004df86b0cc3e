import path from 'node:path';
import { announcement } from './announce.ts';
import { createApp } from './create-app.ts';
import { InvalidSettings, readEnvironment, type Config, type Environment } from './config.ts';
import { startEmbeddedPostgres } from './platform/database/embedded-postgres.ts';
import { migrate } from './platform/database/migrate.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import { secretKeyIn } from './secret-key.ts';
import { CreateFirstAdministrator } from './tenants/index.ts';

/** Past this a stop is forced; orchestrators kill after 30 s. */
const LONGEST_STOP_MS = 24_000;

interface Started {
  stop(): Promise<void>;
}

async function prepare(
  environment: Environment,
): Promise<{ config: Config; stopDatabase: () => Promise<void> }> {
  const dataDir = path.resolve(environment.RECADO_DATA_DIR);
  const secretKey =
    environment.RECADO_SECRET_KEY === undefined
      ? await secretKeyIn(dataDir)
      : Buffer.from(environment.RECADO_SECRET_KEY, 'base64');
  if (environment.DATABASE_URL !== undefined)
    return {
      config: { ...environment, databaseUrl: environment.DATABASE_URL, secretKey },
      stopDatabase: () => Promise.resolve(),
    };
  const postgres = await startEmbeddedPostgres({
    dataDir,
    onLog: (line) => process.stdout.write(`${line}\n`),
  });
  return {
    config: { ...environment, databaseUrl: postgres.connectionString, secretKey },
    stopDatabase: () => postgres.stop(),
  };
}

async function start(environment: Environment): Promise<Started> {
  const { config, stopDatabase } = await prepare(environment);
  await migrate(config.databaseUrl);
  const app = await createApp(config);
  const { tenantId, generatedPassword } = await app.get(CreateFirstAdministrator, { strict: false }).execute({
    tenantSlug: config.RECADO_ADMIN_TENANT,
    email: config.RECADO_ADMIN_EMAIL,
    password: config.RECADO_ADMIN_PASSWORD,
  });
  await app.listen(config.PORT, config.HOST);
  const sandbox = config.isSandboxOn ? await startSandbox(app, config, tenantId) : undefined;
  process.stdout.write(announcement({ config, generatedPassword, sandbox }));
  return {
    stop: async () => {
      await app.close();
      await sandbox?.close();
      await stopDatabase();
    },
  };
}

function stopOnSignal(started: Started): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    started.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Recado could not stop cleanly: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Starts what RECADO_ROLE asks for, and ends the process with a plain message when it cannot. */
export async function startServer(): Promise<void> {
  try {
    stopOnSignal(await start(readEnvironment()));
  } catch (error) {
    process.stderr.write(`${error instanceof InvalidSettings ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
