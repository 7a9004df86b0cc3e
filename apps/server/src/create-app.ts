import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.ts';
import type { Config } from './config.ts';
import { newId } from './platform/new-id.ts';
import { Lanes } from './platform/queue/lanes.ts';
import { serveDashboard } from './platform/http/dashboard-routes.ts';
import { endIdleConnectionsOnClose } from './platform/http/idle-connections.ts';
import { streamCsvBodies } from './platform/http/csv-body.ts';
import { readJsonBodies } from './platform/http/json-body.ts';
import { serveOpenApi } from './platform/http/openapi-routes.ts';
import { assertEveryRouteHasPermission } from './platform/http/route-permissions.ts';

/** Largest JSON body; media goes through multipart, and a batch of 1,000 provider updates stays well below it. */
const MOST_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Builds the application of one role, ready to listen; a worker's lanes run from here on.
 * The database must be migrated. Close it with `app.close()`.
 */
export async function createApp(config: Config): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MOST_BODY_BYTES,
    trustProxy: config.RECADO_TRUST_PROXY,
    genReqId: () => newId(),
    forceCloseConnections: 'idle',
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, {
    // Nest tells each module and route at start; only trouble is worth a line.
    logger: ['fatal', 'error', 'warn'],
    rawBody: true,
    abortOnError: false,
  });
  await app.register(multipart);
  readJsonBodies(app, MOST_BODY_BYTES);
  streamCsvBodies(app);
  endIdleConnectionsOnClose(adapter.getInstance());
  assertEveryRouteHasPermission(app);
  await serveOpenApi(app);
  await serveDashboard(app);
  await app.init();
  await adapter.getInstance().ready();
  app.useLogger(app.get(Logger));
  if (config.RECADO_ROLE !== 'api') app.get(Lanes).start();
  return app;
}
