import type { Readable } from 'node:stream';
import type { MediaId } from '@recado/contracts';

/** Bytes of a file, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** The store has no file of this id. */
export class MediaMissing extends Error {
  constructor(id: MediaId, cause?: unknown) {
    super(`The store has no file ${id}`, { cause });
    this.name = 'MediaMissing';
  }
}

/** Where files are kept, by their id. Every adapter passes media-store-conformance.ts. */
export abstract class MediaStore {
  /**
   * Keeps all that `body` gives, safe from a crash once it resolves; a file of the same id is replaced whole.
   * When `body` or the store fails it rejects with that error, and nothing is left.
   */
  abstract write(id: MediaId, body: AsyncIterable<Uint8Array>): Promise<void>;

  /**
   * Opens a file, or a part of it that must lie within it.
   * @throws MediaMissing
   */
  abstract read(id: MediaId, range?: ByteRange): Promise<Readable>;

  /** Removes a file; one that is not there is fine. */
  abstract remove(id: MediaId): Promise<void>;
}
