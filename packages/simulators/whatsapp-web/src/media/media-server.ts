import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { Faults } from '../faults/fault-rules.ts';
import { createServerCertificate } from './certificate.ts';
import type { MediaStore } from './media-store.ts';

/** The media server: an HTTPS server for encrypted files. */
export interface MediaServer {
  /** `127.0.0.1:PORT`. */
  readonly host: string;
  /** PEM of the certificate that clients must trust. */
  readonly certificate: string;
  close(): Promise<void>;
}

export interface MediaServerOptions {
  readonly port: number;
  readonly host: string;
  readonly store: MediaStore;
  readonly faults: Faults;
}

const GONE = 410;

/** Starts the media server. */
export async function startMediaServer(options: MediaServerOptions): Promise<MediaServer> {
  const { authority, certificate, privateKey } = await createServerCertificate(options.host);
  const server = createServer(
    { key: privateKey, cert: certificate + '\n' + authority },
    (request, response) => {
      void answer(request, response, options);
    },
  );
  await new Promise<void>((resolve) => server.listen(options.port, options.host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The media server listens on no TCP port');
  return {
    host: `${options.host}:${address.port}`,
    certificate: authority,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: MediaServerOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'localhost'}`);
  if (request.method === 'POST') await takeUpload(request, response, { url, store: options.store });
  else giveDownload(request, response, { path: url.pathname, options });
}

/** A client uploads under the hash of the encrypted bytes, and hears where they can be fetched. */
async function takeUpload(
  request: IncomingMessage,
  response: ServerResponse,
  { url, store }: { readonly url: URL; readonly store: MediaStore },
): Promise<void> {
  const bytes = await buffer(request);
  const claimed = url.pathname.split('/').at(-1);
  if (claimed !== createHash('sha256').update(bytes).digest('base64url')) {
    response.writeHead(400).end('The hash in the path is not that of the bytes');
    return;
  }
  const path = store.put(bytes);
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ url: `https://${url.host}${path}`, direct_path: path }));
}

function giveDownload(
  request: IncomingMessage,
  response: ServerResponse,
  { path, options }: { readonly path: string; readonly options: MediaServerOptions },
): void {
  const { store, faults } = options;
  const file = store.find(path);
  const fault = file && faults.take(['mediaGone'], { peer: file.owner });
  if (fault) store.expire(path, fault.status ?? GONE);
  if (!file || file.goneStatus !== undefined) {
    response.writeHead(file?.goneStatus ?? 404).end();
    return;
  }
  const range = rangeOf(request.headers.range, file.bytes.length);
  response.writeHead(range ? 206 : 200, { 'content-type': 'application/octet-stream' });
  response.end(range ? file.bytes.subarray(range.start, range.end) : file.bytes);
}

/** `bytes=START-` or `bytes=START-LAST`. */
function rangeOf(header: string | undefined, length: number): { start: number; end: number } | undefined {
  const [, start, last] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (start === undefined) return undefined;
  return { start: Number(start), end: last ? Math.min(Number(last) + 1, length) : length };
}
