import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { ChannelError, type UploadedFile } from '../channel.ts';
import type { CloudConnection } from './cloud-connection.ts';
import type { GraphClient } from './graph-client.ts';

const Uploaded = z.object({ id: z.string().min(1) });
const Described = z.looseObject({
  url: z.url(),
  mime_type: z.string(),
  sha256: z.string().optional(),
  file_size: z.coerce.number().int().optional(),
});
type Described = z.infer<typeof Described>;

/** Meta keeps what was uploaded for 30 days. */
const UPLOAD_LIFETIME_MS = 30 * 24 * 60 * 60 * 1_000;
/** A document may have 100 MB. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** Uploads a file as `POST /<phone number id>/media` takes it, streamed. @throws ChannelError */
export async function uploadMedia(
  client: GraphClient,
  connection: CloudConnection,
  file: UploadedFile,
): Promise<{ providerMediaId: string; expiresAt: Date }> {
  const boundary = `recado-${randomUUID()}`;
  const head = Buffer.from(multipartHead(boundary, file));
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const answer = await client
    .ask(connection, {
      method: 'POST',
      path: `${connection.settings.phoneNumberId}/media`,
      raw: {
        body: Readable.from(joined(head, file.body, tail)),
        headers: {
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': String(head.length + file.sizeBytes + tail.length),
        },
      },
      timeoutMs: UPLOAD_TIMEOUT_MS,
    })
    .finally(() => {
      // A connection that never came about leaves the file unread and open.
      if (file.body instanceof Readable) file.body.destroy();
    });
  return {
    providerMediaId: Uploaded.parse(answer).id,
    expiresAt: new Date(client.clock.now().getTime() + UPLOAD_LIFETIME_MS),
  };
}

function multipartHead(boundary: string, { fileName, mimeType }: UploadedFile): string {
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const quoted = fileName.replace(/["\r\n\\]/g, '_');
  return (
    field('messaging_product', 'whatsapp') +
    field('type', mimeType) +
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted}"\r\ncontent-type: ${mimeType}\r\n\r\n`
  );
}

async function* joined(
  head: Buffer,
  body: NodeJS.ReadableStream,
  tail: Buffer,
): AsyncGenerator<Buffer | string> {
  yield head;
  yield* body;
  yield tail;
}

export interface DownloadedFile {
  body: NodeJS.ReadableStream;
  mimeType: string;
  sizeBytes: number | undefined;
  sha256: string | undefined;
}

/**
 * Opens a file that a customer sent: asks for its address, which is good for 5 minutes, and fetches from there. An address
 * that is no longer good is asked for once more. @throws ChannelError
 */
export async function downloadMedia(
  client: GraphClient,
  connection: CloudConnection,
  mediaId: string,
): Promise<DownloadedFile> {
  const first = await fetchOnce(client, connection, mediaId);
  if (first.response.statusCode !== 404) return opened(client, first);
  await first.response.body.dump();
  return opened(client, await fetchOnce(client, connection, mediaId));
}

interface Fetched {
  described: Described;
  response: Dispatcher.ResponseData;
}

async function fetchOnce(
  client: GraphClient,
  connection: CloudConnection,
  mediaId: string,
): Promise<Fetched> {
  const described = Described.safeParse(await client.ask(connection, { method: 'GET', path: mediaId }));
  if (!described.success)
    throw client.errorOf({
      kind: 'unanswered',
      error: new Error('The description of the file is not understood'),
    });
  try {
    return { described: described.data, response: await client.open(connection, described.data.url) };
  } catch (error) {
    throw client.errorOf({
      kind: 'not_sent',
      error: error instanceof Error ? error : new Error(String(error)),
    });
  }
}

async function opened(client: GraphClient, { described, response }: Fetched): Promise<DownloadedFile> {
  if (response.statusCode !== 200)
    throw fileError(client, response.statusCode, await response.body.text().catch(() => ''));
  return {
    body: response.body,
    mimeType: described.mime_type,
    sizeBytes: described.file_size,
    sha256: described.sha256,
  };
}

/** The file's address is not the Graph API: what it answers says nothing of the whole instance. */
function fileError(client: GraphClient, status: number, body: string): ChannelError {
  const { failure } = client.errorOf({ kind: 'answered', status, headers: {}, body });
  return new ChannelError(failure.kind === 'refused' ? { ...failure, pausesInstance: false } : failure);
}
