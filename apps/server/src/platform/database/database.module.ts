import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { CONFIG, type Config } from '../../config.ts';
import { Database, WorkerDatabase } from './database.ts';
import { Retention } from './retention.ts';
import { createPool } from './pool.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';
import { TenantReach } from './tenant-reach.ts';

function openPool(config: Config, logger: PinoLogger, role: string) {
  return createPool({
    connectionString: config.databaseUrl,
    role,
    size: config.DATABASE_POOL_SIZE,
    applicationName: `recado ${role}`,
    onError: (error) => {
      logger.warn({ err: error }, 'a database connection was lost');
    },
  });
}

/** The two ways to the database; both pools open their connections when they are first used. */
@Global()
@Module({
  providers: [
    Retention,
    TenantReach,
    {
      provide: Database,
      inject: [CONFIG, PinoLogger],
      useFactory: (config: Config, logger: PinoLogger) => new Database(openPool(config, logger, APP_ROLE)),
    },
    {
      provide: WorkerDatabase,
      inject: [CONFIG, PinoLogger],
      useFactory: (config: Config, logger: PinoLogger) =>
        new WorkerDatabase(openPool(config, logger, WORKER_ROLE)),
    },
  ],
  exports: [Database, WorkerDatabase, TenantReach, Retention],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(WorkerDatabase) private readonly workerDatabase: WorkerDatabase,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.database.close(), this.workerDatabase.close()]);
  }
}
