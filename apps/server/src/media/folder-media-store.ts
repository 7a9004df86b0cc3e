import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { MediaId } from '@recado/contracts';
import { MediaMissing, MediaStore, type ByteRange } from './media-store.ts';

// What is being written. The file system must be that of the files, because only then is a rename atomic.
const INCOMING = 'incoming';
// No upload lasts this long; what is older belongs to a process that was killed.
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1_000;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files in a folder that all processes see, in 256 sub-folders. */
export class FolderMediaStore extends MediaStore {
  readonly #root: string;

  constructor(root: string) {
    super();
    this.#root = path.resolve(root);
  }

  async write(id: MediaId, body: AsyncIterable<Uint8Array>): Promise<void> {
    const place = this.#placeOf(id);
    const incoming = path.join(this.#root, INCOMING, `${id}.${randomUUID()}`);
    await mkdir(path.dirname(incoming), { recursive: true, mode: 0o700 });
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
    try {
      await this.#fill(incoming, body);
      await rename(incoming, place);
      await syncFolder(path.dirname(place));
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  async read(id: MediaId, range?: ByteRange): Promise<Readable> {
    try {
      const handle = await open(this.#placeOf(id));
      return handle.createReadStream({ ...range });
    } catch (error) {
      if (isMissing(error)) throw new MediaMissing(id, error);
      throw error;
    }
  }

  async remove(id: MediaId): Promise<void> {
    await rm(this.#placeOf(id), { force: true });
  }

  /** Removes what processes that were killed left half written. */
  async removeAbandoned(now: Date): Promise<void> {
    const folder = path.join(this.#root, INCOMING);
    for (const name of await readdir(folder).catch(() => [])) {
      const file = path.join(folder, name);
      // Another process may remove it at the same time.
      const modifiedAtMs = await stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      );
      if (modifiedAtMs !== undefined && now.getTime() - modifiedAtMs > ABANDONED_AFTER_MS)
        await rm(file, { force: true });
    }
  }

  async #fill(file: string, body: AsyncIterable<Uint8Array>): Promise<void> {
    const handle = await open(file, 'wx', 0o600);
    try {
      for await (const chunk of body) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  // The last digits of a UUIDv7 are random, its first ones are the time. Parsing keeps anything but an id out of the path.
  #placeOf(id: MediaId): string {
    const name = MediaId.parse(id).toLowerCase();
    return path.join(this.#root, name.slice(-2), name);
  }
}
