import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppError } from './app-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes a body of text/csv, and reads it as it arrives. */
    takesCsv?: boolean;
  }
}

/** Leaves bodies of text/csv to routes with `@RouteConfig({ takesCsv: true })`, which get them as a stream; others refuse them. */
export function streamCsvBodies(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser('text/csv', (request, payload, done) => {
      if (request.routeOptions.config.takesCsv === true) done(null, payload);
      else done(new AppError('unsupported_media_type', 'This route does not take text/csv'));
    });
}
