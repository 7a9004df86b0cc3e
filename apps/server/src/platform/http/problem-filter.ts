import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorCode } from '@recado/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { AppError } from './app-error.ts';

const codeOfStatus: Partial<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  503: 'unavailable',
};

const hasStatusCode = (error: unknown): error is Error & { statusCode: number; code?: unknown } =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';

function ofFramework(status: number, error: Error): AppError {
  const isJson =
    'code' in error &&
    typeof error.code === 'string' &&
    /JSON|EMPTY_BODY|INVALID_CONTENT_LENGTH/.test(error.code);
  if (status === 400 && (isJson || error instanceof SyntaxError))
    return new AppError('malformed_json', error.message);
  const code = codeOfStatus[status];
  if (code === undefined) return new AppError('internal', undefined, { internalDetail: error });
  return new AppError(code, status === 404 ? undefined : error.message);
}

/** What went wrong, as an AppError; whatever is not known is `internal`, and its detail stays in the log. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HttpException) return ofFramework(error.getStatus(), error);
  if (hasStatusCode(error) && error.statusCode < 500) return ofFramework(error.statusCode, error);
  return new AppError('internal', undefined, { internalDetail: error });
}

/** Turns every error into problem details (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: PinoLogger) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const appError = toAppError(error);
    // What is not available says so by itself, to probes above all; the rest is a fault that someone has to see.
    if (appError.status >= 500 && appError.code !== 'unavailable')
      this.logger.error({ err: appError.extras.internalDetail ?? appError }, 'a request failed');
    if (reply.sent) return;
    if (appError.extras.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(Math.max(1, Math.ceil(appError.extras.retryAfterSeconds))));
    // RFC 9110, 11.6.1: a 401 names a scheme that would do.
    if (appError.status === 401) void reply.header('www-authenticate', 'Bearer');
    await reply
      .status(appError.status)
      .type('application/problem+json')
      .send(JSON.stringify(appError.toProblem(request.id)));
  }
}
