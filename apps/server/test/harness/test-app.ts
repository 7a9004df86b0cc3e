import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/create-app.ts';
import { readEnvironment } from '../../src/config.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export interface TestApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Settings as in the environment, such as `{ RECADO_ROLE: 'api' }`. */
  settings?: Record<string, string>;
  /** A database that another app of the test already uses. */
  database?: TestDatabase;
  /** Listen on a free port of loopback, for tests that need a real socket. */
  listen?: boolean;
  secretKey?: Buffer;
}

/** The whole application on a database of its own, for `*.http.test.ts`. Loopback counts as an allowed address. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const secretKey = options.secretKey ?? randomBytes(32);
  const environment = readEnvironment({
    DATABASE_URL: database.connectionString,
    DATABASE_POOL_SIZE: '5',
    RECADO_SECRET_KEY: secretKey.toString('base64'),
    RECADO_LOG_LEVEL: process.env['RECADO_TEST_LOG'] ?? 'silent',
    RECADO_EGRESS_ALLOW: '127.0.0.0/8',
    RECADO_LANE_CONCURRENCY: '8',
    PORT: '0',
    ...options.settings,
  });
  const app = await createApp({ ...environment, databaseUrl: database.connectionString, secretKey });
  if (options.listen === true) await app.listen(0, '127.0.0.1');
  return {
    app,
    database,
    close: async () => {
      await app.close();
      if (options.database === undefined) await database.drop();
    },
  };
}
