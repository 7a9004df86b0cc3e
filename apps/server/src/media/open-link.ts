import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { mediaRules } from '@recado/contracts';
import { fileTypeFromBuffer } from 'file-type';
import { request, type Dispatcher } from 'undici';
import type { UploadedFile } from '../channels/index.ts';
import { AppError } from '../platform/http/app-error.ts';
import { Egress } from '../platform/security/egress.ts';
import { cleanFileName } from './file-name-policy.ts';
import { MeasuredBody, openBody } from './measured-body.ts';
import type { MediaLink } from './media-links.ts';
import { judgeFile, sizeText, SNIFFED_BYTES } from './media-type-policy.ts';

const MOST_REDIRECTS = 3;
const TIMEOUT_MS = 60_000;

/** The address did not give the file now; a later try may. */
export class LinkUnreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LinkUnreachable';
  }
}

/** Opens a file that a message names by its address, for channels that do not fetch it themselves. */
@Injectable()
export class OpenLink {
  constructor(private readonly egress: Egress) {}

  /**
   * The body fails once it is larger than WhatsApp takes.
   * @throws AppError media_invalid, address_not_allowed when it can never be sent; LinkUnreachable
   */
  async execute({ link, kind }: MediaLink): Promise<UploadedFile & { body: Readable }> {
    const { body, headers } = await this.#get(link);
    const { head, whole } = await openBody(body, SNIFFED_BYTES);
    const detected = await fileTypeFromBuffer(head);
    const fileName = cleanFileName(decodedName(link)) ?? undefined;
    const verdict = judgeFile({ bytes: head, detected: detected?.mime, fileName }, kind);
    if (!verdict.isTaken) {
      body.destroy();
      throw new AppError('media_invalid', verdict.reason);
    }
    const { mimeType, mostBytes } = verdict;
    const tooLarge = () =>
      new AppError(
        'media_invalid',
        `The file is larger than the ${sizeText(mediaRules[kind].mostBytes)} that WhatsApp takes as ${kind}`,
      );
    return {
      kind,
      mimeType,
      fileName: fileName ?? 'file',
      sizeBytes: Number(headers['content-length'] ?? 0),
      body: Readable.from(new MeasuredBody(whole, mostBytes, tooLarge)),
    };
  }

  /** Each address on the way is checked when the connection to it is made. */
  async #get(link: string): Promise<Dispatcher.ResponseData> {
    let url = new URL(link);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const response = await this.#ask(url);
      const { location } = response.headers;
      if (response.statusCode < 300 || response.statusCode >= 400 || typeof location !== 'string')
        return taken(response);
      await response.body.dump({ limit: 16_384 }).catch(() => undefined);
      if (!URL.canParse(location, url.href)) throw new AppError('media_invalid', 'The link leads nowhere');
      url = await this.egress.assertAllowed(new URL(location, url).href);
    }
    throw new AppError('media_invalid', 'The link leads from one address to the next without end');
  }

  async #ask(url: URL): Promise<Dispatcher.ResponseData> {
    try {
      return await request(url.href, {
        dispatcher: this.egress.dispatcher,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      if (error instanceof AppError) throw error;
      const options = { cause: error };
      throw new LinkUnreachable('The address of the file did not answer', options);
    }
  }
}

function taken(response: Dispatcher.ResponseData): Dispatcher.ResponseData {
  const { statusCode, body } = response;
  // A body that is given up ends with an error, which is of no interest to anyone.
  body.on('error', () => undefined);
  if (statusCode === 200) return response;
  body.destroy();
  const reason = `The address of the file answered ${String(statusCode)}`;
  if (statusCode >= 400 && statusCode < 500 && statusCode !== 408 && statusCode !== 429)
    throw new AppError('media_invalid', reason);
  throw new LinkUnreachable(reason);
}

function decodedName(link: string): string {
  const { pathname } = new URL(link);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
