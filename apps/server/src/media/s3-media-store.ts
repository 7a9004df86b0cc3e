import { Readable } from 'node:stream';
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import type { MediaId } from '@recado/contracts';
import { MediaMissing, MediaStore, type ByteRange } from './media-store.ts';

const PART_BYTES = 5 * 1024 * 1024;
// Each upload holds this many parts in memory.
const PARTS_AT_ONCE = 2;

export interface S3MediaOptions {
  bucket: string;
  region: string;
  /** Of an S3-compatible store; AWS itself when absent. */
  endpoint: string | undefined;
  /** Without it the SDK looks where it always does: environment, profile, role of the machine. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** Loads the SDK, which takes its time and memory only where a bucket is configured. */
async function load(options: S3MediaOptions) {
  const [s3, { Upload }] = await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/lib-storage')]);
  const client = new s3.S3Client({
    region: options.region,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint, forcePathStyle: true }),
    ...(options.credentials !== undefined && { credentials: options.credentials }),
    // Newer checksums are unknown to many compatible stores.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { s3, client, Upload };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');

function bodyOf(output: GetObjectCommandOutput): Readable {
  if (output.Body instanceof Readable) return output.Body;
  throw new Error('The store gave no stream');
}

/** Files in a bucket, under `media/`. */
export class S3MediaStore extends MediaStore {
  readonly #options: S3MediaOptions;
  #loaded: ReturnType<typeof load> | undefined;

  constructor(options: S3MediaOptions) {
    super();
    this.#options = options;
  }

  async write(id: MediaId, body: AsyncIterable<Uint8Array>): Promise<void> {
    const { client, Upload } = await this.#load();
    const upload = new Upload({
      client: client satisfies S3Client,
      params: { ...this.#objectOf(id), Body: Readable.from(body, { objectMode: false }) },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    await upload.done();
  }

  async read(id: MediaId, range?: ByteRange): Promise<Readable> {
    const { client, s3 } = await this.#load();
    try {
      const bytes = range && `bytes=${String(range.start)}-${String(range.end)}`;
      return bodyOf(await client.send(new s3.GetObjectCommand({ ...this.#objectOf(id), Range: bytes })));
    } catch (error) {
      if (isMissing(error)) throw new MediaMissing(id, error);
      throw error;
    }
  }

  async remove(id: MediaId): Promise<void> {
    const { client, s3 } = await this.#load();
    await client.send(new s3.DeleteObjectCommand(this.#objectOf(id)));
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    const loaded = await this.#loaded;
    loaded?.client.destroy();
  }

  #load(): ReturnType<typeof load> {
    return (this.#loaded ??= load(this.#options));
  }

  #objectOf(id: MediaId): { Bucket: string; Key: string } {
    return { Bucket: this.#options.bucket, Key: `media/${id}` };
  }
}
