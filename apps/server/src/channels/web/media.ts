import { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { MediaKind } from '@recado/contracts';
import type { AnyMediaMessageContent, proto, WASocket } from 'baileys';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config.ts';
import { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { Egress } from '../../platform/security/egress.ts';
import { ChannelError, type Channel, type Connection, type UploadedFile } from '../channel.ts';
import { loadBaileys, type Baileys } from './baileys.ts';
import { endpointOf } from './endpoint.ts';
import { decodeMediaReference, isPlainPath, MediaReference } from './media-reference.ts';
import { openNetwork, type Network } from './network.ts';
import { encodeUploadedMedia, UPLOAD_KEPT_MS } from './outbound/uploaded-media.ts';
import { SessionCommands } from './session/session-commands.ts';
import { AskSession } from './sessions/ask-session.ts';
import { orLater } from './sessions/or-later.ts';
import { SessionRegistry } from './sessions/session-registry.ts';

/** The host of files whose message names a path alone; see network.ts for simulators. */
const MEDIA_HOST = 'mmg.whatsapp.net';
const UPLOAD_TIMEOUT_MS = 120_000;
const PHONE_TIMEOUT_MS = 15_000;
const UPLOAD_AGAIN = 'media.upload-again';

const NewPath = z.object({ directPath: z.string() });

/** Files of the web channel: sealed with a key that travels in the message, and kept by WhatsApp for some weeks. */
@Injectable()
export class WebMedia implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'RECADO_WHATSAPP_WEB_ENDPOINT'>,
    private readonly egress: Egress,
    private readonly registry: SessionRegistry,
    private readonly askSession: AskSession,
    private readonly commands: SessionCommands,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.commands.register(UPLOAD_AGAIN, ({ socket }, args) =>
      uploadedAgain(socket, MediaReference.parse(args)),
    );
  }

  /** Only where the session is. @throws ChannelError */
  async upload(
    { instanceId }: Connection,
    file: UploadedFile,
  ): Promise<{ providerMediaId: string; expiresAt: Date }> {
    const socket = this.registry.of(instanceId)?.socket;
    if (socket === undefined) throw passing('session_not_open', 'The session is not open');
    const baileys = await loadBaileys();
    try {
      const message = await baileys.prepareWAMessageMedia(contentOf(file), {
        upload: socket.waUploadToServer,
        mediaUploadTimeoutMs: UPLOAD_TIMEOUT_MS,
      });
      return {
        providerMediaId: encodeUploadedMedia(baileys, file.kind, message),
        expiresAt: new Date(this.clock.now().getTime() + UPLOAD_KEPT_MS),
      };
    } catch (error) {
      // The file itself may be at fault, as one that is too large.
      if (error instanceof AppError) throw error;
      throw passing('upload_failed', `WhatsApp did not take the file: ${String(error)}`);
    }
  }

  /** Anywhere. A file that WhatsApp has deleted is asked of the phone again. @throws ChannelError */
  async download(connection: Connection, providerMediaId: string): ReturnType<Channel['downloadMedia']> {
    const reference = referenceOf(providerMediaId);
    const body = await this.#open(connection, reference).catch((error: unknown) => {
      if (!isGone(error)) throw asChannelError(error);
      return this.#openAgain(connection, reference);
    });
    return {
      body,
      mimeType: reference.mimeType,
      sizeBytes: reference.sizeBytes,
      sha256: reference.fileSha256,
    };
  }

  async #openAgain(connection: Connection, reference: MediaReference): Promise<Readable> {
    const answer = await orLater(this.askSession.execute(connection, UPLOAD_AGAIN, reference));
    const { directPath } = NewPath.parse(answer);
    return this.#open(connection, { ...reference, directPath }).catch((error: unknown) => {
      throw asChannelError(error);
    });
  }

  /** The sender of a message chose the path: it is joined to our media host, and to nothing else. */
  async #open(
    { settings, secrets }: Connection,
    { kind, mediaKey, directPath }: MediaReference,
  ): Promise<Readable> {
    if (!isPlainPath(directPath))
      throw lasting('media_invalid', 'The message names its file by something that is no path');
    const baileys = await loadBaileys();
    const endpoint = endpointOf(settings, this.config.RECADO_WHATSAPP_WEB_ENDPOINT);
    const network = await openNetwork(this.egress, endpoint, secrets['proxyUrl']);
    try {
      const stream = await fetchFile(baileys, network, { kind, mediaKey, directPath });
      stream.once('close', () => void network.close());
      return stream;
    } catch (error) {
      await network.close();
      throw error;
    }
  }
}

async function fetchFile(
  baileys: Baileys,
  { dispatcher }: Network,
  { kind, mediaKey, directPath }: Pick<MediaReference, 'kind' | 'mediaKey' | 'directPath'>,
): Promise<Readable> {
  return baileys.downloadContentFromMessage({ mediaKey: Buffer.from(mediaKey, 'base64'), directPath }, kind, {
    host: MEDIA_HOST,
    // @ts-expect-error -- the library hands it to fetch, whose type in the DOM knows no dispatcher
    options: { dispatcher },
  });
}

function contentOf({ kind, mimeType, fileName, body }: UploadedFile): AnyMediaMessageContent {
  const media = { stream: body instanceof Readable ? body : new Readable().wrap(body) };
  switch (kind) {
    case 'image':
      return { image: media, mimetype: mimeType };
    case 'video':
      return { video: media, mimetype: mimeType };
    case 'audio':
      return { audio: media, mimetype: mimeType };
    case 'sticker':
      return { sticker: media, mimetype: mimeType };
    case 'document':
      return { document: media, mimetype: mimeType, fileName };
  }
}

function referenceOf(providerMediaId: string): MediaReference {
  try {
    return decodeMediaReference(providerMediaId);
  } catch (error) {
    throw lasting('media_invalid', error instanceof Error ? error.message : String(error));
  }
}

const messagePart = {
  image: 'imageMessage',
  video: 'videoMessage',
  audio: 'audioMessage',
  document: 'documentMessage',
  sticker: 'stickerMessage',
} as const satisfies Record<MediaKind, keyof proto.IMessage>;

/** Asks the phone to upload a file again that WhatsApp has deleted; it can as long as it has the message. */
async function uploadedAgain(
  socket: WASocket,
  { kind, mediaKey, directPath, message: key }: MediaReference,
): Promise<{ directPath: string }> {
  const part = messagePart[kind];
  const content = { mediaKey: Buffer.from(mediaKey, 'base64'), directPath, url: '' };
  const updated = await Promise.race([
    socket.updateMediaMessage({ key, message: { [part]: content } }),
    new Promise<undefined>((resolve) => setTimeout(resolve, PHONE_TIMEOUT_MS, undefined)),
  ]).catch((error: unknown) => {
    throw lasting(
      'media_expired',
      `WhatsApp has deleted the file, and the phone has it no more: ${String(error)}`,
    );
  });
  const again = updated?.message?.[part]?.directPath;
  if (again == null)
    throw passing(
      'phone_offline',
      'WhatsApp has deleted the file, and the phone did not answer when asked for it',
    );
  return { directPath: again };
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('output' in error)) return undefined;
  const { output } = error;
  if (typeof output !== 'object' || output === null || !('statusCode' in output)) return undefined;
  return typeof output.statusCode === 'number' ? output.statusCode : undefined;
}

const isGone = (error: unknown): boolean => [404, 410].includes(statusOf(error) ?? 0);

function asChannelError(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return passing('download_failed', `WhatsApp did not give the file: ${detail}`);
}

const passing = (code: string, detail: string): ChannelError =>
  new ChannelError({ kind: 'retry', code, detail, scope: 'message' });

const lasting = (code: string, detail: string): ChannelError =>
  new ChannelError({ kind: 'refused', code, detail, pausesInstance: false });
