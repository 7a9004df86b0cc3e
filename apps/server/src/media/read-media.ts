import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { MediaDetails, MediaId } from '@recado/contracts';
import { Database } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { attachmentHeader, fileNameFor } from './file-name-policy.ts';
import { MediaMetrics } from './media-metrics.ts';
import { MediaMissing, MediaStore, type ByteRange } from './media-store.ts';
import { MediaQueries, type KnownMedia } from './media.queries.ts';
import { presentDetails } from './present-media.ts';
import { answerToRange, isUnchanged } from './range-policy.ts';

const PENDING_RETRY_SECONDS = 2;

/** What of a file a request wants. */
export interface ReadConditions {
  isHead: boolean;
  range: string | undefined;
  ifRange: string | undefined;
  ifNoneMatch: string | undefined;
}

/** An answer of HTTP; without a body it is the headers alone. */
export interface MediaAnswer {
  statusCode: 200 | 206 | 304 | 416;
  headers: Readonly<Record<string, string>>;
  body: Readable | undefined;
}

type StoredFile = KnownMedia & { sizeBytes: number; sha256: Buffer };

// Bytes come from strangers: a browser may neither guess another type, nor run or show them as a page of ours.
function headersOf(media: StoredFile): Record<string, string> {
  return {
    'content-type': media.mimeType,
    'content-disposition': attachmentHeader(fileNameFor(media)),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    // A file never changes, but who may read it does.
    'cache-control': 'private, max-age=3600, immutable',
    vary: 'authorization',
    'accept-ranges': 'bytes',
    etag: etagOf(media),
  };
}

const etagOf = (media: StoredFile): string => `"${media.sha256.toString('hex')}"`;

/** Hands out files. */
@Injectable()
export class ReadMedia {
  constructor(
    private readonly database: Database,
    private readonly queries: MediaQueries,
    private readonly store: MediaStore,
    private readonly metrics: MediaMetrics,
  ) {}

  /** @throws AppError not_found; conflict while the file is still being fetched from WhatsApp */
  async execute(caller: Caller, id: MediaId, conditions: ReadConditions): Promise<MediaAnswer> {
    const media = stored(await this.#find(caller, id));
    const headers = headersOf(media);
    const size = String(media.sizeBytes);
    if (isUnchanged(conditions.ifNoneMatch, etagOf(media)))
      return { statusCode: 304, headers, body: undefined };
    const answer = answerToRange(conditions, { sizeBytes: media.sizeBytes, etag: etagOf(media) });
    switch (answer.kind) {
      case 'unsatisfiable':
        return { statusCode: 416, headers: { 'content-range': `bytes */${size}` }, body: undefined };
      case 'whole':
        return {
          statusCode: 200,
          headers: { ...headers, 'content-length': size },
          body: await this.#open(media, conditions),
        };
      case 'part': {
        const { start, end } = answer;
        const part = {
          'content-length': String(end - start + 1),
          'content-range': `bytes ${String(start)}-${String(end)}/${size}`,
        };
        return {
          statusCode: 206,
          headers: { ...headers, ...part },
          body: await this.#open(media, conditions, { start, end }),
        };
      }
    }
  }

  /** @throws AppError not_found */
  async details(caller: Caller, id: MediaId): Promise<MediaDetails> {
    return presentDetails(await this.#find(caller, id));
  }

  async #find(caller: Caller, id: MediaId): Promise<KnownMedia> {
    const media = await this.database.inTenant(caller.tenantId, (tx) =>
      this.queries.find(caller.tenantId, tx, id),
    );
    if (media === undefined || (media.instanceId !== null && !mayUseInstance(caller, media.instanceId)))
      throw notFound('The media');
    return media;
  }

  async #open(media: StoredFile, { isHead }: ReadConditions, range?: ByteRange): Promise<Readable> {
    if (isHead) return Readable.from([]);
    try {
      const body = await this.store.read(media.id, range);
      this.metrics.moved('downloaded', range === undefined ? media.sizeBytes : range.end - range.start + 1);
      return body;
    } catch (error) {
      if (error instanceof MediaMissing) throw notFound('The file of this media');
      throw error;
    }
  }
}

function stored(media: KnownMedia): StoredFile {
  const { state, sizeBytes, sha256 } = media;
  if (state === 'pending')
    throw new AppError('conflict', 'The file is still being fetched from WhatsApp', {
      retryAfterSeconds: PENDING_RETRY_SECONDS,
    });
  if (state === 'failed')
    throw new AppError(
      'not_found',
      `The file could not be fetched from WhatsApp: ${media.errorDetail ?? 'no reason is known'}`,
    );
  if (sizeBytes === null || sha256 === null)
    throw new Error(`The stored media ${media.id} has no size or hash`);
  return { ...media, sizeBytes, sha256 };
}
