import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { REQUEST_FAULTS } from '../faults/fault-rules.ts';
import { codedError, GraphError } from '../graph-error.ts';
import { isJsonObject } from '../json.ts';
import { parseRecipient } from '../recipient.ts';
import type { Platform } from '../platform.ts';
import { answerWithFault } from './request-faults.ts';

const BODY_SIZE_MAX = 110 * 1024 * 1024;
const DEFAULT_VERSION = 'v25.0';
const VERSION = /^v\d{1,2}\.\d$/;

const TERMINAL_FAULTS = REQUEST_FAULTS.filter((kind) => kind !== 'latency');

/** Makes the HTTP server with the Graph API's way of reading bodies and answering errors; routes are added to it. */
export function createGraphServer(platform: Platform): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_SIZE_MAX,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    rewriteUrl: (request) => versionedPath(request.url ?? '/'),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, parseJson(String(body)));
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
  app.setErrorHandler((error, _request, reply) => {
    answerError(platform, error, reply);
  });
  app.setNotFoundHandler((_request, reply) => {
    answerError(
      platform,
      new GraphError({ code: 2500, message: 'Unknown path components', status: 400 }),
      reply,
    );
  });
  return app;
}

/** Graph takes a request without a version as one for the app's default version. */
function versionedPath(path: string): string {
  return /^\/\d/.test(path) ? `/${DEFAULT_VERSION}${path}` : path;
}

/** Checks the version, counts the request, and lets faults take it before the route sees it. */
export function addGraphHooks(app: FastifyInstance, platform: Platform): void {
  app.addHook(
    'preHandler',
    (request: FastifyRequest<{ Params: { version?: string; id?: string } }>, reply, done) => {
      const { version } = request.params;
      if (version !== undefined && !VERSION.test(version)) {
        done(new GraphError({ code: 100, message: "Invalid version format. Use format like 'v23.0'" }));
        return;
      }
      platform.ledger.countRequest(endpointOf(request));
      if (platform.faults.list().length === 0) done();
      else applyFaults(platform, request, reply, done);
    },
  );
}

/** The last part of the path: `messages`, `media`, …; `node` for an object itself, `media_download` for a file. */
function endpointOf({ url }: FastifyRequest): string {
  if (url.startsWith('/whatsapp_business/')) return 'media_download';
  const edge = url.split('?', 1)[0]?.split('/')[3];
  return edge === undefined || edge === '' ? 'node' : edge;
}

function applyFaults(
  platform: Platform,
  request: FastifyRequest<{ Params: { id?: string } }>,
  reply: FastifyReply,
  done: (error?: Error) => void,
): void {
  const subject = subjectOf(request);
  const goOn = (): void => {
    const fault = platform.faults.take(TERMINAL_FAULTS, subject);
    if (!fault) {
      done();
      return;
    }
    try {
      answerWithFault(reply, fault);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const latency = platform.faults.take(['latency'], subject);
  if (latency) platform.clock.after(latency.ms, goOn);
  else goOn();
}

function subjectOf(request: FastifyRequest<{ Params: { id?: string } }>) {
  const body = isJsonObject(request.body) ? request.body : {};
  const { to, type, status } = body;
  const kind = typeof type === 'string' ? type : 'text';
  return {
    endpoint: endpointOf(request),
    phoneNumberId: request.params.id,
    to: typeof to === 'string' ? (parseRecipient(to, 'individual')?.key ?? to) : undefined,
    type: status === 'read' ? 'read' : kind,
  };
}

function answerError(platform: Platform, error: unknown, reply: FastifyReply): void {
  const graphError = error instanceof GraphError ? error : unexpected(error);
  void reply
    .code(graphError.status(platform.behaviour.httpStatusByCode))
    .type('application/json; charset=UTF-8')
    .header(
      'www-authenticate',
      `OAuth "Facebook Platform" "invalid_request" "${graphError.message.replaceAll('"', "'")}"`,
    )
    .send(JSON.stringify(graphError.body()));
}

function unexpected(error: unknown): GraphError {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return codedError(131053, 'Media file size too big.');
  const isClients = typeof status === 'number' && status < 500;
  return isClients
    ? codedError(100, error instanceof Error ? error.message : 'Bad request')
    : new GraphError({ code: 2, message: String(error), status: 500 });
}

// Graph takes a body it cannot read as one without parameters.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
