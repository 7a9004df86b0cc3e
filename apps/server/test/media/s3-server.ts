import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A bucket that speaks as much of the S3 protocol as storing, reading and removing objects takes. */
export interface S3Server {
  url: string;
  /** Objects by `bucket/key`. */
  objects: ReadonlyMap<string, Buffer>;
  /** Uploads in parts that were begun, and neither completed nor aborted. */
  openUploads(): number;
  close(): Promise<void>;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** `bucket/key`. */
  name: string;
  query: URLSearchParams;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const etagOf = (bytes: Buffer): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

function answerXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${xml}`);
}

class Bucket {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Map<number, Buffer>>();

  async answer(exchange: Exchange): Promise<void> {
    const { request, response, name } = exchange;
    // Signed requests only: an SDK without keys is told so.
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
      answerXml(response, 403, '<Error><Code>AccessDenied</Code></Error>');
      return;
    }
    switch (request.method) {
      case 'PUT':
        return this.#put(exchange);
      case 'POST':
        return this.#post(exchange);
      case 'GET':
        this.#get(exchange);
        return;
      case 'DELETE':
        this.uploads.delete(exchange.query.get('uploadId') ?? '');
        if (!exchange.query.has('uploadId')) this.objects.delete(name);
        response.writeHead(204).end();
        return;
      default:
        response.writeHead(405).end();
    }
  }

  async #put({ request, response, name, query }: Exchange): Promise<void> {
    const bytes = await bytesOf(request);
    const parts = this.uploads.get(query.get('uploadId') ?? '');
    if (parts === undefined) this.objects.set(name, bytes);
    else parts.set(Number(query.get('partNumber')), bytes);
    response.writeHead(200, { etag: etagOf(bytes) }).end();
  }

  async #post({ request, response, name, query }: Exchange): Promise<void> {
    await bytesOf(request);
    if (query.has('uploads')) {
      const id = randomUUID();
      this.uploads.set(id, new Map());
      const [bucket = '', key = ''] = name.split(/\/(.*)/s);
      const result = `<Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId>`;
      answerXml(response, 200, `<InitiateMultipartUploadResult>${result}</InitiateMultipartUploadResult>`);
      return;
    }
    const id = query.get('uploadId') ?? '';
    const parts = [...(this.uploads.get(id) ?? [])].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes);
    this.uploads.delete(id);
    const bytes = Buffer.concat(parts);
    this.objects.set(name, bytes);
    answerXml(
      response,
      200,
      `<CompleteMultipartUploadResult><ETag>${etagOf(bytes)}</ETag></CompleteMultipartUploadResult>`,
    );
  }

  #get({ request, response, name }: Exchange): void {
    const bytes = this.objects.get(name);
    if (bytes === undefined) {
      answerXml(response, 404, '<Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>');
      return;
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (first === undefined || last === undefined) {
      response.writeHead(200, { 'content-length': bytes.length, etag: etagOf(bytes) }).end(bytes);
      return;
    }
    const part = bytes.subarray(Number(first), Number(last) + 1);
    response
      .writeHead(206, {
        'content-length': part.length,
        'content-range': `bytes ${first}-${last}/${String(bytes.length)}`,
      })
      .end(part);
  }
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

/** Starts it on a free port of loopback, with addresses of the form `/<bucket>/<key>`. */
export async function startS3Server(): Promise<S3Server> {
  const bucket = new Bucket();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = decodeURIComponent(url.pathname.slice(1));
    bucket.answer({ request, response, name, query: url.searchParams }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!isAddress(address)) throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    objects: bucket.objects,
    openUploads: () => bucket.uploads.size,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
