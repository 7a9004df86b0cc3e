const HEADER = Buffer.from([0x57, 0x41, 0x06, 0x03]); // "WA", protocol 6, dictionary 3
const ROUTING_MARK = Buffer.from('ED');
/** Mark, version (2 bytes), length of the routing (3 bytes). */
const ROUTING_PREFIX_BYTES = 7;
const LENGTH_BYTES = 3;

/** The Noise prologue, which is the header that a client sends before its first frame. */
export const PROLOGUE: Buffer = HEADER;

/** Cuts a client's bytes into frames. Throws when the first bytes are not WhatsApp's. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  #isPastHeader = false;

  /** Gives the frames that these bytes complete. */
  push(bytes: Buffer): readonly Buffer[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    if (!this.#isPastHeader && !this.#takeHeader()) return [];
    const frames: Buffer[] = [];
    while (this.#rest.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + this.#rest.readUIntBE(0, LENGTH_BYTES);
      if (this.#rest.length < end) break;
      frames.push(this.#rest.subarray(LENGTH_BYTES, end));
      this.#rest = this.#rest.subarray(end);
    }
    // An empty slice would keep the whole block of bytes alive as long as the connection.
    if (this.#rest.length === 0) this.#rest = Buffer.alloc(0);
    return frames;
  }

  /** Skips the optional routing information and the header; false while they are not complete. */
  #takeHeader(): boolean {
    let start = 0;
    if (this.#rest.subarray(0, 2).equals(ROUTING_MARK)) {
      if (this.#rest.length < ROUTING_PREFIX_BYTES) return false;
      start = ROUTING_PREFIX_BYTES + this.#rest.readUIntBE(4, 3);
    }
    if (this.#rest.length < start + HEADER.length) return false;
    if (!this.#rest.subarray(start, start + HEADER.length).equals(HEADER))
      throw new Error('The client did not begin with WhatsApp’s header');
    this.#rest = this.#rest.subarray(start + HEADER.length);
    this.#isPastHeader = true;
    return true;
  }
}

/** A frame with its length in front. */
export function framed(content: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + content.length);
  frame.writeUIntBE(content.length, 0, LENGTH_BYTES);
  frame.set(content, LENGTH_BYTES);
  return frame;
}
