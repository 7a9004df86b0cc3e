/**
 * Kafka's wire format as its protocol guide gives it (https://kafka.apache.org/protocol), as far as a producer's peer needs it;
 * written without the client's own code, so that the two check each other.
 */

/** Reads fields one after the other. */
export class WireReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#skip(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#skip(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#skip(4));
  }

  uint32(): number {
    return this.#bytes.readUInt32BE(this.#skip(4));
  }

  int64(): bigint {
    return this.#bytes.readBigInt64BE(this.#skip(8));
  }

  bytes(length: number): Buffer {
    const from = this.#skip(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** What is left, without going on. */
  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  string(): string {
    const length = this.int16();
    return length < 0 ? '' : this.bytes(length).toString();
  }

  list<T>(read: () => T): T[] {
    return this.#times(this.int32(), read);
  }

  /** Zigzag, as in records. */
  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#skip(1));
      // Not by shifting: times need more than 32 bits.
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  varbytes(): Buffer {
    return this.bytes(Math.max(0, this.varint()));
  }

  varlist<T>(read: () => T): T[] {
    return this.#times(this.varint(), read);
  }

  #times<T>(count: number, read: () => T): T[] {
    return Array.from({ length: Math.max(0, count) }, read);
  }

  #skip(length: number): number {
    const at = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error('The request ends too early');
    return at;
  }
}

export const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

export const int64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
};

export const string = (text: string): Buffer =>
  Buffer.concat([int16(Buffer.byteLength(text)), Buffer.from(text)]);

export const list = (entries: Buffer[]): Buffer => Buffer.concat([int32(entries.length), ...entries]);

const table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

/** The checksum of record batches (RFC 3720, appendix B.4 has vectors). */
export function crc32c(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

export interface WireRecord {
  key: string;
  value: string;
  headers: Record<string, string>;
}

export interface RecordBatch {
  producerId: bigint;
  producerEpoch: number;
  firstSequence: number;
  isWhole: boolean;
  records: WireRecord[];
}

function recordOf(reader: WireReader): WireRecord {
  reader.varint(); // length
  reader.int8(); // attributes
  reader.varint(); // time after the batch's
  reader.varint(); // offset after the batch's
  const key = reader.varbytes().toString();
  const value = reader.varbytes().toString();
  const headers = reader.varlist((): [string, string] => [
    reader.varbytes().toString(),
    reader.varbytes().toString(),
  ]);
  return { key, value, headers: Object.fromEntries(headers) };
}

/** A batch of records in the format that Kafka has had since 0.11, uncompressed. */
export function recordBatchOf(bytes: Buffer): RecordBatch {
  const reader = new WireReader(bytes);
  reader.int64(); // base offset
  const length = reader.int32();
  reader.int32(); // leader epoch
  const magic = reader.int8();
  const crc = reader.uint32();
  const isWhole = magic === 2 && length === bytes.length - 12 && crc === crc32c(reader.rest());
  const attributes = reader.int16();
  if (attributes !== 0) throw new Error('The batch is compressed, or part of a transaction');
  reader.int32(); // last offset after the base
  reader.bytes(16); // times
  const [producerId, producerEpoch, firstSequence] = [reader.int64(), reader.int16(), reader.int32()];
  return { producerId, producerEpoch, firstSequence, isWhole, records: reader.list(() => recordOf(reader)) };
}
