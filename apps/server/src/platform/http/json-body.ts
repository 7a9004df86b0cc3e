import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RawServerDefault } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** JSON of this route is not parsed: the handler reads `request.rawBody`, whatever is in it. */
    keepsBodyRaw?: boolean;
  }
}

/** Reads JSON bodies up to `bodyLimit` bytes, except for routes with `@RouteConfig({ keepsBodyRaw: true })`. */
export function readJsonBodies(app: NestFastifyApplication, bodyLimit: number): void {
  const parseJson = app.getHttpAdapter().getInstance().getDefaultJsonParser('error', 'error');
  app.useBodyParser<RawServerDefault>('application/json', { bodyLimit }, (request, body, done) => {
    if (request.routeOptions.config.keepsBodyRaw === true) done(null, undefined);
    else void parseJson(request, body.toString(), done);
  });
}
