import { LoggerModule } from 'nestjs-pino';
import { CONFIG, type Config } from '../../config.ts';

const SECRET_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-hub-signature-256"]',
  'req.headers["idempotency-key"]',
  'res.headers["set-cookie"]',
];

/** One pino logger for all: a JSON line for each request, secrets left out. */
export const LoggingModule = LoggerModule.forRootAsync({
  inject: [CONFIG],
  useFactory: (config: Config) => ({
    pinoHttp: {
      level: config.RECADO_LOG_LEVEL,
      redact: { paths: SECRET_PATHS, remove: true },
      quietReqLogger: true,
      autoLogging: { ignore: (request) => /^\/(?:health|metrics)/.test(request.url ?? '') },
      customLogLevel: (_request, response, error) =>
        error !== undefined || response.statusCode >= 500
          ? 'error'
          : response.statusCode >= 400
            ? 'info'
            : 'debug',
    },
  }),
});
