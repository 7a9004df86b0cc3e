import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { MediaId } from '@recado/contracts';
import { expect, test } from 'vitest';
import { ChannelError, type UploadedFile } from '../channel.ts';
import type { Bench } from './bench.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Files, both ways. */
export function testMedia(bench: Bench): void {
  test('files come in whole, with name and type', async () => {
    const bytes = Buffer.alloc(300_000, 'recado');
    const received = await bench.fromCustomer({
      type: 'document',
      bytes,
      mimeType: 'application/pdf',
      fileName: 'nota.pdf',
    });
    expect(received.media).toMatchObject({
      kind: 'document',
      mimeType: 'application/pdf',
      fileName: 'nota.pdf',
    });
    const file = await bench.world.channel.downloadMedia(
      bench.world.connection,
      received.media?.providerMediaId ?? '',
    );
    expect(file).toMatchObject({ mimeType: 'application/pdf', sizeBytes: bytes.length });
    const digest = createHash('sha256')
      .update(await buffer(file.body))
      .digest('hex');
    expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('an uploaded file is sent by its id at the provider', async () => {
    const file: UploadedFile = {
      kind: 'image',
      mimeType: 'image/png',
      fileName: 'a "pixel".png',
      sizeBytes: PIXEL.length,
      body: Readable.from([PIXEL]),
    };
    const { providerMediaId, expiresAt } = await bench.world.channel.uploadMedia(
      bench.world.connection,
      file,
    );
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now());
    const mediaId = MediaId.parse(randomUUID());
    const sent = bench.message(
      { type: 'image', content: { mediaId } },
      { media: new Map([[mediaId, { kind: 'provider', providerMediaId }]]) },
    );
    expect(await bench.sendMessage(sent)).toMatchObject({ kind: 'accepted' });
    expect(await bench.world.lastHasFile(providerMediaId, PIXEL)).toBe(true);
  });
}

/** Failures of calls other than sending. */
export function testFailures(bench: Bench): void {
  test('other calls that fail say whether to try again', async () => {
    const failure = (work: Promise<unknown>) =>
      work.then(
        () => undefined,
        (error: unknown) => (error instanceof ChannelError ? error.failure.kind : error),
      );
    const file = (): UploadedFile => ({
      kind: 'image',
      mimeType: 'image/png',
      fileName: 'a.png',
      sizeBytes: PIXEL.length,
      body: Readable.from([PIXEL]),
    });
    const { channel } = bench;
    const { connection, withoutAccess, withoutServer } = bench.world;
    expect(await failure(channel.downloadMedia(connection, '404'))).toBe('refused');
    // A number that is not linked may be so again any time.
    expect(await failure(channel.uploadMedia(withoutAccess, file()))).toBe(
      bench.sessions === undefined ? 'refused' : 'retry',
    );
    expect(await failure(channel.uploadMedia(withoutServer, file()))).toBe('retry');
    // A session reads by what it has received; an id that it does not know is nothing to ask WhatsApp of.
    expect(await failure(channel.markRead(withoutServer, 'x'))).toBe(
      bench.sessions === undefined ? 'retry' : 'refused',
    );
    const typing = { recipient: bench.world.customer, answering: 'x' };
    expect(await failure(channel.showTyping(withoutServer, typing))).toBe('retry');
  });
}
