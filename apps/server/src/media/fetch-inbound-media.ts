import { addAbortSignal, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Channels, Connections, type Channel } from '../channels/index.ts';
import { AppError } from '../platform/http/app-error.ts';
import { MeasuredBody } from './measured-body.ts';
import { LONGEST_FETCH_MS, MOST_FETCHED_BYTES, nextFetch } from './media-fetch-policy.ts';
import { MediaFetchRepository, type ClaimedMedia } from './media-fetch.repository.ts';
import { MediaMetrics } from './media-metrics.ts';
import { MediaStore } from './media-store.ts';
import { sizeText } from './media-type-policy.ts';
import { sha256From } from './sha256-policy.ts';

class FileTooLarge extends Error {
  constructor() {
    super(`The file is larger than ${sizeText(MOST_FETCHED_BYTES)}`);
    this.name = 'FileTooLarge';
  }
}

class WrongHash extends Error {
  constructor() {
    super('The bytes that came are not those that were announced');
    this.name = 'WrongHash';
  }
}

type Download = Awaited<ReturnType<Channel['downloadMedia']>>;

/** The stream of a download, which ends with an error when `signal` aborts. */
function wanted({ body }: Download, signal: AbortSignal): Readable {
  const readable = addAbortSignal(signal, body instanceof Readable ? body : new Readable().wrap(body));
  // Whoever reads it gets the error; one that opens after the abort has no reader.
  return readable.on('error', () => undefined);
}

/** Waits for `work`, but not longer than until `signal` aborts. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => {
    reject(new Error('The fetch was given up', { cause: signal.reason }));
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A body that fails at its end, before it is kept, when it is not what was announced. */
async function* verified(
  body: MeasuredBody,
  expected: Buffer | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* body;
  if (expected !== undefined && !expected.equals(body.sha256())) throw new WrongHash();
}

/** What may be shown of an error; a failing store or database is our own affair. */
function reasonOf(error: unknown): string {
  const isPublic = error instanceof AppError || error instanceof FileTooLarge || error instanceof WrongHash;
  return isPublic ? error.message : 'The file could not be kept';
}

/** Fetches one file that came in from WhatsApp into the store. */
@Injectable()
export class FetchInboundMedia {
  constructor(
    private readonly connections: Connections,
    private readonly channels: Channels,
    private readonly store: MediaStore,
    private readonly repository: MediaFetchRepository,
    private readonly metrics: MediaMetrics,
    private readonly logger: PinoLogger,
  ) {}

  /** Settles the file: stored, to be tried again, or failed. When `stop` aborts, it is handed back as it was. */
  async execute(media: ClaimedMedia, stop: AbortSignal): Promise<void> {
    try {
      const file = await this.#fetch(media, AbortSignal.any([stop, AbortSignal.timeout(LONGEST_FETCH_MS)]));
      await this.repository.markStored(media, file);
      this.metrics.moved('fetched', file.sizeBytes);
      this.metrics.fetchEnded('stored');
    } catch (error) {
      await (stop.aborted ? this.#handBack(media) : this.#afterFailure(media, error));
    }
  }

  async #fetch(media: ClaimedMedia, signal: AbortSignal): Promise<{ sizeBytes: number; sha256: Buffer }> {
    const connection = await this.connections.of(media.tenantId, media.instanceId);
    const channel = this.channels.for(connection.channel);
    const opening = channel
      .downloadMedia(connection, media.providerMediaId)
      .then((download) => ({ ...download, body: wanted(download, signal) }));
    const download = await untilAborted(opening, signal);
    try {
      if ((download.sizeBytes ?? 0) > MOST_FETCHED_BYTES) throw new FileTooLarge();
      const body = new MeasuredBody(download.body, MOST_FETCHED_BYTES, () => new FileTooLarge());
      await this.store.write(media.id, verified(body, media.sha256 ?? sha256From(download.sha256)));
      return { sizeBytes: body.sizeBytes, sha256: body.sha256() };
    } finally {
      download.body.destroy();
    }
  }

  async #handBack(media: ClaimedMedia): Promise<void> {
    await this.repository.handBack(media);
    this.metrics.fetchEnded('handed_back');
  }

  async #afterFailure(media: ClaimedMedia, error: unknown): Promise<void> {
    const reason = reasonOf(error);
    const next = nextFetch(media.attempt, error instanceof FileTooLarge);
    this.logger.warn(
      { err: error, mediaId: media.id, attempt: media.attempt, next },
      'a file could not be fetched from WhatsApp',
    );
    if (next.state === 'failed') await this.repository.markFailed(media, reason);
    else await this.repository.tryAgain(media, next.afterMs, reason);
    this.metrics.fetchEnded(next.state === 'failed' ? 'failed' : 'retried');
  }
}
