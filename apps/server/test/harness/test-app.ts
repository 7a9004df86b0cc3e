import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/create-app.ts';
import { readEnvironment } from '../../src/config.ts';
import { checkEvents } from './event-check.ts';
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

/** A port that was free a moment ago; the app must know its own address before it listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

/**
 * The whole application on a database of its own, for `*.http.test.ts`. Loopback counts as an allowed address.
 * `close` throws when it recorded an event that is not as the catalogue says.
 */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const secretKey = options.secretKey ?? randomBytes(32);
  const port = options.listen === true ? await freePort() : 0;
  const environment = readEnvironment({
    DATABASE_URL: database.connectionString,
    DATABASE_POOL_SIZE: '5',
    RECADO_SECRET_KEY: secretKey.toString('base64'),
    RECADO_LOG_LEVEL: process.env['RECADO_TEST_LOG'] ?? 'silent',
    RECADO_EGRESS_ALLOW: '127.0.0.0/8',
    RECADO_LANE_CONCURRENCY: '8',
    PORT: String(port),
    RECADO_PUBLIC_URL: `http://127.0.0.1:${String(port)}`,
    ...options.settings,
  });
  const app = await createApp({ ...environment, databaseUrl: database.connectionString, secretKey });
  const assertEventsAsCatalogued = checkEvents(app);
  if (options.listen === true) await app.listen(port, '127.0.0.1');
  return {
    app,
    database,
    close: async () => {
      await app.close();
      if (options.database === undefined) await database.drop();
      assertEventsAsCatalogued();
    },
  };
}
