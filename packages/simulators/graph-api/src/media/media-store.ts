import { createHash, randomBytes } from 'node:crypto';
import type { Behaviour } from '../behaviour.ts';
import type { Clock } from '../clock.ts';
import { graphId } from '../identifiers.ts';

/** A file that the business uploaded or a customer sent. */
export interface Media {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly bytes: Buffer;
  readonly mimeType: string;
  readonly filename: string | undefined;
  /** SHA-256 of the bytes. */
  readonly digest: Buffer;
  readonly expiresAt: number;
}

interface MediaInput {
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly bytes: Buffer;
  readonly mimeType: string;
  readonly filename?: string | undefined;
  readonly origin: 'business' | 'customer';
}

/** Keeps media files, and addresses of them that are good for a few minutes. */
export class MediaStore {
  readonly #clock: Clock;
  readonly #behaviour: Behaviour;
  readonly #media = new Map<string, Media>();
  readonly #addresses = new Map<string, { readonly mediaId: string; readonly expiresAt: number }>();

  constructor(clock: Clock, behaviour: Behaviour) {
    this.#clock = clock;
    this.#behaviour = behaviour;
  }

  add(input: MediaInput): Media {
    const lifetimeMs =
      input.origin === 'business'
        ? this.#behaviour.uploadedMediaLifetimeMs
        : this.#behaviour.inboundMediaLifetimeMs;
    const media: Media = {
      id: graphId(),
      phoneNumberId: input.phoneNumberId,
      businessAccountId: input.businessAccountId,
      bytes: input.bytes,
      mimeType: input.mimeType,
      filename: input.filename,
      digest: createHash('sha256').update(input.bytes).digest(),
      expiresAt: this.#clock.now() + lifetimeMs,
    };
    this.#media.set(media.id, media);
    return media;
  }

  /** The file, unless it was deleted or has expired. */
  get(id: string): Media | undefined {
    const media = this.#media.get(id);
    return media && media.expiresAt > this.#clock.now() ? media : undefined;
  }

  remove(id: string): void {
    this.#media.delete(id);
  }

  /** A new path under which the file may be fetched for a while. */
  path(media: Media): string {
    const token = randomBytes(16).toString('base64url');
    const expiresAt = this.#clock.now() + this.#behaviour.mediaUrlLifetimeMs;
    this.#addresses.set(token, { mediaId: media.id, expiresAt });
    return `/whatsapp_business/attachments/?mid=${media.id}&ext=${String(Math.floor(expiresAt / 1000))}&hash=${token}`;
  }

  /** The file at an address made by `path`; undefined when the address is unknown or its time is over. */
  atAddress(token: string): Media | undefined {
    const address = this.#addresses.get(token);
    if (!address || address.expiresAt <= this.#clock.now()) return undefined;
    return this.get(address.mediaId);
  }

  clear(): void {
    this.#media.clear();
    this.#addresses.clear();
  }
}
