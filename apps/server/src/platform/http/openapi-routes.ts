import { createRequire } from 'node:module';
import path from 'node:path';
import staticFiles from '@fastify/static';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, onSendHookHandler } from 'fastify';
import { buildOpenApiDocument } from './openapi-document.ts';
import { docsPage, docsScript, errorsPage } from './openapi-pages.ts';

/** Nothing from another host, and no script but our own files; Swagger UI sets styles on its elements. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'].map((name) => `/${name}`);

const assetsFolder = (): string =>
  path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Makes the document when it is first asked for: that takes a while, and most processes never are. */
function openApiText(app: INestApplication): () => string {
  let text: string | undefined;
  return () => (text ??= JSON.stringify(buildOpenApiDocument(app)));
}

/** All of them carry the policy, the files of Swagger UI too. */
const securePages: onSendHookHandler = (_, reply, payload, done) => {
  void reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer');
  done(null, payload);
};

/**
 * Serves `/openapi.json`, Swagger UI at `/docs`, and the list of errors at `/docs/errors`.
 * Call it before the application is initialised.
 */
export async function serveOpenApi(app: NestFastifyApplication): Promise<void> {
  const texts = [
    { url: '/openapi.json', type: 'application/json; charset=utf-8', text: openApiText(app) },
    { url: '/docs', type: 'text/html; charset=utf-8', text: docsPage },
    { url: '/docs/errors', type: 'text/html; charset=utf-8', text: errorsPage },
    { url: '/docs/start.js', type: 'text/javascript; charset=utf-8', text: docsScript },
  ];
  await app.register((fastify: FastifyInstance, _: object, done: () => void) => {
    fastify.addHook('onSend', securePages);
    for (const { url, type, text } of texts) fastify.get(url, (_, reply) => reply.type(type).send(text()));
    fastify.get('/docs/', (_, reply) => reply.redirect('/docs'));
    fastify.register(staticFiles, {
      root: assetsFolder(),
      prefix: '/docs/assets/',
      decorateReply: false,
      index: false,
      allowedPath: (asked) => ASSETS.includes(asked),
    });
    done();
  });
}
