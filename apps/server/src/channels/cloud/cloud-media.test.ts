import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { Egress } from '../../platform/security/egress.ts';
import { ChannelError } from '../channel.ts';
import type { CloudConnection } from './cloud-connection.ts';
import { downloadMedia } from './cloud-media.ts';
import { GraphClient } from './graph-client.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A provider whose addresses of files answer with these statuses, one after the other. */
async function provider(statuses: number[]) {
  const asked: string[] = [];
  const handle: RequestListener = (request, response) => {
    asked.push(`${request.url ?? ''} ${request.headers.authorization ?? ''}`);
    if (request.url === '/v25.0/77') {
      const body = {
        id: '77',
        url: `${url}/file?n=${String(asked.length)}`,
        mime_type: 'image/png',
        file_size: '4',
        sha256: 'ab',
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    } else {
      const status = statuses.shift() ?? 200;
      response.writeHead(status, status === 302 ? { location: `${url}/elsewhere` } : {}).end('file');
    }
  };
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const url = `http://127.0.0.1:${String(address.port)}`;
  const egress = new Egress({ allow: ['127.0.0.0/8'] });
  cleanups.push(
    () => egress.close(),
    () => new Promise((resolve) => server.close(resolve)),
  );
  const connection: CloudConnection = {
    settings: { phoneNumberId: '1', businessAccountId: '2', apiBaseUrl: url, apiVersion: 'v25.0' },
    secrets: { accessToken: 'T', appSecret: 'S', verifyToken: 'V' },
  };
  const client = new GraphClient(egress.dispatcher, { now: () => new Date() });
  return { asked, download: () => downloadMedia(client, connection, '77') };
}

test('a file is asked for twice: its address, then itself, both with the token', async () => {
  const { asked, download } = await provider([200]);
  const file = await download();
  expect(file).toMatchObject({ mimeType: 'image/png', sizeBytes: 4, sha256: 'ab' });
  expect(await text(file.body)).toBe('file');
  expect(asked).toEqual(['/v25.0/77 Bearer T', '/file?n=1 Bearer T']);
});

test('an address that is no longer good is asked for again', async () => {
  const { asked, download } = await provider([404, 200]);
  expect(await text((await download()).body)).toBe('file');
  expect(asked).toEqual([
    '/v25.0/77 Bearer T',
    '/file?n=1 Bearer T',
    '/v25.0/77 Bearer T',
    '/file?n=3 Bearer T',
  ]);
});

test.each([
  [[404, 404], 'refused'],
  [[500], 'retry'],
  [[302], 'refused'],
])('answers %j are %s, and redirects are not followed with the token', async (statuses, kind) => {
  const { asked, download } = await provider(statuses);
  const error: unknown = await download().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ChannelError);
  expect(error).toMatchObject({ failure: { kind, ...(kind === 'refused' && { pausesInstance: false }) } });
  expect(asked.join()).not.toContain('/elsewhere');
});
