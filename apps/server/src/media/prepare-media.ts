import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { InstanceId, MediaId, MediaKind, OutboundContent } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import {
  ChannelError,
  type Channel,
  type Connection,
  type Failure,
  type MediaSource,
  type UploadedFile,
} from '../channels/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import { fileNameFor } from './file-name-policy.ts';
import { MediaMetrics } from './media-metrics.ts';
import { MediaProviderIdsRepository } from './media-provider-ids.repository.ts';
import { mediaLinks, type MediaLink } from './media-links.ts';
import { mediaReferences, type MediaReference } from './media-references.ts';
import { MediaMissing, MediaStore } from './media-store.ts';
import { bareMimeType } from './media-type-policy.ts';
import { MediaQueries, type KnownMedia } from './media.queries.ts';
import { LinkUnreachable, OpenLink } from './open-link.ts';

/** An id of the provider is used no longer than this before it expires there. */
const RENEWED_BEFORE_MS = 24 * 60 * 60 * 1_000;
/** How long a lane waits for an upload before it does other work; the upload goes on meanwhile. */
const PATIENCE_MS = 10_000;
const RETRY_SOON_MS = 2_000;
const RETRY_LATER_MS = 15_000;

/** A file is not with the provider yet; nothing was sent, and another try later may find it there. */
export class MediaNotReady extends Error {
  constructor(
    message: string,
    readonly retryAfterMs: number,
    /** What the channel said of it: a whole instance may have to wait. */
    readonly failure?: Failure & { kind: 'retry' },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'MediaNotReady';
  }
}

type StoredFile = KnownMedia & { sizeBytes: number };
type StoredReference = Pick<MediaReference, 'mediaId' | 'kind'>;
type WantedFile = StoredReference | MediaLink;

/** A linked file is fetched anew after this long: what is behind an address changes. */
const LINK_KEPT_MS = 10 * 60_000;
const linkKey = (instanceId: InstanceId, { link, kind }: MediaLink): string =>
  `${instanceId}:${kind}:${link}`;

/** The files that have to be with the provider before a message can leave, by how the message names them. */
function wantedOf(channel: Channel, content: OutboundContent): Map<string, WantedFile> {
  const links = channel.capabilities.fetchesLinks ? [] : mediaLinks(content);
  return new Map<string, WantedFile>([
    ...mediaReferences(content).map((reference) => [reference.mediaId, reference] as const),
    ...links.map((link) => [link.link, link] as const),
  ]);
}

/** Brings the files that a message names to the provider, once for each number. */
@Injectable()
export class PrepareMedia {
  // One number's messages are sent by one lane, so that uploads at the same time meet here, in one process.
  readonly #uploads = new Map<string, Promise<string>>();
  readonly #links = new LRUCache<string, string>({ max: 1_000, ttl: LINK_KEPT_MS });

  constructor(
    private readonly database: Database,
    private readonly queries: MediaQueries,
    private readonly providerIds: MediaProviderIdsRepository,
    private readonly store: MediaStore,
    private readonly openLink: OpenLink,
    private readonly metrics: MediaMetrics,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns by Recado's media id what the provider calls the file; by their address those of links, where the provider does
   *   not fetch them itself
   * @throws AppError media_invalid when it can never be sent; ChannelError when the provider refuses the whole instance;
   *   MediaNotReady when a later try may do
   */
  async execute(
    connection: Connection,
    channel: Channel,
    content: OutboundContent,
    patienceMs = PATIENCE_MS,
  ): Promise<ReadonlyMap<string, MediaSource>> {
    const wanted = [...wantedOf(channel, content)];
    if (wanted.length === 0) return new Map();
    const known = await this.#known(connection, channel, wanted);
    const sources = wanted.map(async ([name, file]): Promise<[string, MediaSource]> => {
      const providerMediaId =
        known.get(name) ?? (await patiently(this.#uploadOnce(connection, channel, file), patienceMs));
      return [name, { kind: 'provider', providerMediaId }];
    });
    return new Map(await Promise.all(sources));
  }

  /** Files that are with the provider already, in the form that they are to be sent in. */
  async #known(
    { tenantId, instanceId }: Connection,
    channel: Channel,
    wanted: [string, WantedFile][],
  ): Promise<ReadonlyMap<string, string>> {
    const until = new Date(this.clock.now().getTime() + RENEWED_BEFORE_MS);
    const mediaIds = wanted.flatMap(([, file]) => ('mediaId' in file ? [file.mediaId] : []));
    const stored =
      mediaIds.length === 0
        ? new Map<MediaId, string>()
        : await this.database.inTenant(tenantId, (tx) =>
            this.providerIds.find(tenantId, tx, { instanceId, mediaIds, until }),
          );
    return new Map(
      wanted.flatMap(([name, file]) => {
        const id = 'mediaId' in file ? stored.get(file.mediaId) : this.#links.get(linkKey(instanceId, file));
        return id !== undefined && (channel.canSendUploadAs?.(id, file.kind) ?? true) ? [[name, id]] : [];
      }),
    );
  }

  #uploadOnce(connection: Connection, channel: Channel, file: WantedFile): Promise<string> {
    const key = `${connection.instanceId}:${file.kind}:${'mediaId' in file ? file.mediaId : file.link}`;
    const running = this.#uploads.get(key);
    if (running !== undefined) return running;
    const upload = this.#uploadUnlessKnown(connection, channel, file).finally(() =>
      this.#uploads.delete(key),
    );
    this.#uploads.set(key, upload);
    // When nobody waits for it any more, its failure is found by the next try.
    upload.catch(() => undefined);
    return upload;
  }

  /** Looks again: another upload of the file may have ended since the first look. */
  async #uploadUnlessKnown(connection: Connection, channel: Channel, file: WantedFile): Promise<string> {
    const known = await this.#known(connection, channel, [['file', file]]);
    return (
      known.get('file') ??
      ('mediaId' in file
        ? this.#upload(connection, channel, file)
        : this.#uploadLinked(connection, channel, file))
    );
  }

  async #uploadLinked(connection: Connection, channel: Channel, link: MediaLink): Promise<string> {
    const file = await this.openLink.execute(link).catch((error: unknown) => {
      throw error instanceof LinkUnreachable
        ? new MediaNotReady(error.message, RETRY_LATER_MS, undefined, { cause: error })
        : error;
    });
    const { providerMediaId } = await this.#give(connection, channel, file);
    this.#links.set(linkKey(connection.instanceId, link), providerMediaId);
    return providerMediaId;
  }

  async #upload(
    connection: Connection,
    channel: Channel,
    { mediaId, kind }: StoredReference,
  ): Promise<string> {
    const { tenantId, instanceId } = connection;
    const media = await this.#stored(connection, mediaId);
    const { providerMediaId, expiresAt } = await this.#giveStored(connection, channel, media, kind);
    this.metrics.moved('sent', media.sizeBytes);
    await this.database.inTenant(tenantId, (tx) =>
      this.providerIds.save(tenantId, tx, { mediaId, instanceId, providerMediaId, expiresAt }),
    );
    return providerMediaId;
  }

  async #stored({ tenantId }: Connection, mediaId: MediaId): Promise<StoredFile> {
    const media = await this.database.inTenant(tenantId, (tx) => this.queries.find(tenantId, tx, mediaId));
    if (media?.state === 'pending')
      throw new MediaNotReady('The file is still being fetched from WhatsApp', RETRY_SOON_MS);
    if (media?.state !== 'stored' || media.sizeBytes === null)
      throw new AppError('media_invalid', 'The file of this message is not there');
    return { ...media, sizeBytes: media.sizeBytes };
  }

  async #giveStored(connection: Connection, channel: Channel, media: StoredFile, kind: MediaKind) {
    const body = await this.store.read(media.id).catch((error: unknown) => {
      throw asSendingError(error);
    });
    return this.#give(connection, channel, {
      kind,
      mimeType: bareMimeType(media.mimeType),
      fileName: fileNameFor(media),
      sizeBytes: media.sizeBytes,
      body,
    });
  }

  async #give(connection: Connection, channel: Channel, file: UploadedFile & { body: Readable }) {
    try {
      return await channel.uploadMedia(connection, file);
    } catch (error) {
      throw asSendingError(error);
    } finally {
      file.body.destroy();
    }
  }
}

function asSendingError(error: unknown): Error {
  if (error instanceof MediaMissing)
    return new AppError('media_invalid', 'The file of this message is no longer in the store');
  if (error instanceof ChannelError) {
    const { failure } = error;
    if (failure.kind === 'retry')
      return new MediaNotReady(failure.detail, failure.retryAfterMs ?? RETRY_LATER_MS, failure);
    return failure.pausesInstance ? error : new AppError('media_invalid', failure.detail);
  }
  if (error instanceof AppError) return error;
  const options = { cause: error };
  return new MediaNotReady('The file could not be given to WhatsApp', RETRY_LATER_MS, undefined, options);
}

/** Waits for an upload for a while. @throws MediaNotReady when it takes longer */
async function patiently(upload: Promise<string>, patienceMs: number): Promise<string> {
  const patience = new AbortController();
  const tooLate = wait(patienceMs, undefined, { signal: patience.signal }).then(() => {
    throw new MediaNotReady('The file is still on its way to WhatsApp', RETRY_SOON_MS);
  });
  // Once the upload has won, the timer ends with an error that nobody waits for.
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([upload, tooLate]);
  } finally {
    patience.abort();
  }
}
