import { createHash } from 'node:crypto';

/** What was read to learn a body's type, and the body from its beginning. */
export interface OpenedBody {
  head: Uint8Array;
  whole: AsyncIterable<Uint8Array>;
}

async function* resumed(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield head;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** Reads the first `bytes` of a body, or all of a shorter one. */
export async function openBody(body: AsyncIterable<Uint8Array>, bytes: number): Promise<OpenedBody> {
  const iterator = body[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  while (sizeBytes < bytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    chunks.push(next.value);
    sizeBytes += next.value.length;
  }
  const read = Buffer.concat(chunks);
  return { head: read.subarray(0, bytes), whole: resumed(read, iterator) };
}

/** A body that is counted and hashed on its way, and that fails once it is larger than it may be. */
export class MeasuredBody implements AsyncIterable<Uint8Array> {
  sizeBytes = 0;
  readonly #hash = createHash('sha256');
  #digest: Buffer | undefined;

  /** @param tooLarge makes the error for a body of more than `mostBytes` */
  constructor(
    private readonly body: AsyncIterable<Uint8Array>,
    private readonly mostBytes: number,
    private readonly tooLarge: () => Error,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of this.body) {
      this.sizeBytes += chunk.length;
      if (this.sizeBytes > this.mostBytes) throw this.tooLarge();
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  /** SHA-256 of all that went through; to be asked at the end. */
  sha256(): Buffer {
    return (this.#digest ??= this.#hash.digest());
  }
}
