import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { MediaId } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeMediaStore } from '../../test/media/media-store-conformance.ts';
import { startS3Server, type S3Server } from '../../test/media/s3-server.ts';
import { FolderMediaStore } from './folder-media-store.ts';
import { S3MediaStore } from './s3-media-store.ts';

let folder: string;
let server: S3Server;
let s3: S3MediaStore;

async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-media-'));
  server = await startS3Server();
  s3 = new S3MediaStore({
    bucket: 'recado',
    region: 'us-east-1',
    endpoint: server.url,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
});
afterAll(async () => {
  await s3.close();
  await server.close();
  await rm(folder, { recursive: true });
});

describeMediaStore('a folder', () => ({
  store: new FolderMediaStore(folder),
  kept: async () => (await filesIn(folder)).length,
}));

describeMediaStore('an S3 bucket', () => ({
  store: s3,
  kept: () => Promise.resolve(server.objects.size + server.openUploads()),
}));

it('an id that is none never becomes a path', async () => {
  const store = new FolderMediaStore(folder);
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- what a caller that skips the schema would pass
  await expect(store.read('../../../etc/passwd' as MediaId)).rejects.toThrow('Invalid UUID');
});

it('what a killed process left half written is removed after a day', async () => {
  const store = new FolderMediaStore(folder);
  await store.write(MediaId.parse(randomUUID()), Readable.from([]));
  const now = new Date('2026-11-24T12:00:00Z');
  const [old, recent] = [path.join(folder, 'incoming/old'), path.join(folder, 'incoming/recent')];
  for (const [file, hours] of [
    [old, 25],
    [recent, 1],
  ] as const) {
    await writeFile(file, 'x');
    await utimes(file, now, new Date(now.getTime() - hours * 3_600_000));
  }
  await store.removeAbandoned(now);
  expect(await readdir(path.join(folder, 'incoming'))).toEqual(['recent']);
});
