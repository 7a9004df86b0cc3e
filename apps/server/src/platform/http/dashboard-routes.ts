import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { preloadLinks, Preloads } from './dashboard-preloads.ts';

/** What the build leaves in the page for us to fill in; see apps/dashboard/vite.config.ts and its index.html. */
const NONCE = '__RECADO_NONCE__';

/** Asset names carry a hash of their content, so that a copy is good for ever. */
const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1_000;

const NOT_BUILT =
  'The dashboard is not built. Run `npm run build`, or start with `npm start`, which builds it.\n';

/**
 * Nothing from another host, no script but our own files, no style element without the nonce of this answer. Pictures may
 * be data (QR codes) and, with sounds, what the page holds in memory (media that needs a token to be fetched).
 */
const policyFor = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** `apps/dashboard/dist`, from the sources and from the bundle in `dist` alike. */
async function builtFolder(): Promise<string | undefined> {
  const here = path.dirname(fileURLToPath(import.meta.url));
  for (const up of ['../../dashboard/dist', '../../../../dashboard/dist']) {
    const folder = path.join(here, up);
    if ((await stat(path.join(folder, 'index.html')).catch(() => undefined)) !== undefined) return folder;
  }
  return undefined;
}

interface Page {
  html: string;
  preloads: Preloads;
}

const readPage = async (folder: string): Promise<Page> => ({
  html: await readFile(path.join(folder, 'index.html'), 'utf8'),
  preloads: Preloads.parse(JSON.parse(await readFile(path.join(folder, 'preloads.json'), 'utf8'))),
});

function secure(reply: FastifyReply, nonce: string): FastifyReply {
  return (
    reply
      .header('content-security-policy', policyFor(nonce))
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cross-origin-opener-policy', 'same-origin')
      // The microphone is for voice messages.
      .header('permissions-policy', 'camera=(), geolocation=(), microphone=(self)')
  );
}

/** The page with a fresh nonce; it is kept nowhere, so that the next build is seen at the next visit. */
const sendPage =
  ({ html, preloads }: Page) =>
  ({ url, headers }: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64');
    const links = preloadLinks(preloads, url, headers['accept-language']);
    return secure(reply, nonce)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(html.replaceAll(NONCE, nonce).replace('</head>', `${links}</head>`));
  };

export interface DashboardOptions {
  /** Where the built dashboard is; found by itself when it is left out. */
  folder?: string;
}

/**
 * Serves the dashboard under `/app`: every address there that is no asset answers the same page, which shows what the
 * address says. `/` leads there. Call it before the application is initialised.
 */
export async function serveDashboard(
  app: NestFastifyApplication,
  options: DashboardOptions = {},
): Promise<void> {
  const folder = options.folder ?? (await builtFolder());
  const page = folder === undefined ? undefined : await readPage(folder);
  await app.register((fastify: FastifyInstance, _: object, done: () => void) => {
    for (const url of ['/', '/app']) fastify.get(url, (__, reply) => reply.redirect('/app/'));
    if (folder === undefined || page === undefined) {
      fastify.get('/app/*', (__, reply) =>
        reply.status(404).type('text/plain; charset=utf-8').send(NOT_BUILT),
      );
    } else {
      fastify.get('/app/*', sendPage(page));
      serveFiles(fastify, folder);
    }
    done();
  });
}

function serveFiles(fastify: FastifyInstance, folder: string): void {
  fastify.register(staticFiles, {
    root: path.join(folder, 'assets'),
    prefix: '/app/assets/',
    decorateReply: false,
    index: false,
    preCompressed: true,
    maxAge: ONE_YEAR_MS,
    immutable: true,
    setHeaders: (reply) => {
      reply.header('x-content-type-options', 'nosniff');
    },
  });
  fastify.get('/app/favicon.svg', async (_, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .header('x-content-type-options', 'nosniff')
      .send(await readFile(path.join(folder, 'favicon.svg'))),
  );
}
