import { randomBytes, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { MediaId } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { MediaMissing, type MediaStore } from '../../src/media/media-store.ts';

const newId = () => MediaId.parse(randomUUID());

async function* inChunks(bytes: Buffer, chunkBytes = 100_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    await Promise.resolve();
    yield bytes.subarray(at, at + chunkBytes);
  }
}

async function* cutOff(bytes: Buffer): AsyncGenerator<Buffer> {
  yield* inChunks(bytes);
  throw new Error('the sender went away');
}

/** What every MediaStore must do. `kept` counts what lies in it, files and remains alike. */
export function describeMediaStore(
  name: string,
  open: () => { store: MediaStore; kept: () => Promise<number> },
): void {
  describe(`${name} keeps files`, () => {
    // Larger than one part of a multipart upload.
    const large = randomBytes(11 * 1024 * 1024 + 7);
    const small = randomBytes(1_000);

    it.each([
      ['small', small],
      ['large', large],
    ])('a %s file comes back as it was', async (_, bytes) => {
      const { store } = open();
      const id = newId();
      await store.write(id, inChunks(bytes));
      expect((await buffer(await store.read(id))).equals(bytes)).toBe(true);
    });

    it.each([
      ['the first byte', 0, 0],
      ['the middle', 400, 599],
      ['the end', 900, 999],
    ])('%s alone can be read', async (_, start, end) => {
      const { store } = open();
      const id = newId();
      await store.write(id, inChunks(small));
      expect(await buffer(await store.read(id, { start, end }))).toEqual(small.subarray(start, end + 1));
    });

    it('a file of the same id is replaced', async () => {
      const { store } = open();
      const id = newId();
      await store.write(id, inChunks(large));
      await store.write(id, inChunks(small));
      expect(await buffer(await store.read(id))).toEqual(small);
    });

    it.each([
      ['small', small],
      ['large', large],
    ])('of a %s file that is cut off nothing is left', async (_, bytes) => {
      const { store, kept } = open();
      const before = await kept();
      const id = newId();
      await expect(store.write(id, cutOff(bytes))).rejects.toThrow('the sender went away');
      await expect(store.read(id)).rejects.toThrow(MediaMissing);
      expect(await kept()).toBe(before);
    });

    it('a cut-off replacement leaves the file as it was', async () => {
      const { store } = open();
      const id = newId();
      await store.write(id, inChunks(small));
      await expect(store.write(id, cutOff(large))).rejects.toThrow('the sender went away');
      expect(await buffer(await store.read(id))).toEqual(small);
    });

    it('what is removed is missing, and removing it again is fine', async () => {
      const { store } = open();
      const id = newId();
      await store.write(id, inChunks(small));
      await store.remove(id);
      await store.remove(id);
      await expect(store.read(id)).rejects.toThrow(MediaMissing);
    });
  });
}
