import type { MediaType, proto } from 'baileys';
import type { Platform } from '../platform.ts';
import { decryptFile, encryptFile, type FileFacts } from './encrypted-file.ts';
import { fileOfMessage } from './file-of-message.ts';
import type { MediaStore } from './media-store.ts';

/** Uploads and downloads for the phones. */
export class MediaDesk {
  readonly #platform: Platform;
  readonly #store: MediaStore;

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#store = platform.media;
  }

  /** Encrypts and uploads a file, and gives what a message says of it. */
  async upload(bytes: Uint8Array, type: MediaType, owner: string): Promise<FileFacts> {
    const { encrypted, facts } = await encryptFile(bytes, type);
    const directPath = this.#store.put(encrypted, owner);
    const url = `https://${this.#platform.endpoint.mediaHost}${directPath}`;
    return { ...facts, directPath, url, mediaKeyTimestamp: this.#platform.nowSeconds() };
  }

  /** The file of a message, decrypted; undefined when it has none. Throws when it cannot be fetched or decrypted. */
  async download(message: proto.IMessage): Promise<Buffer | undefined> {
    const part = fileOfMessage(message);
    if (!part) return undefined;
    const file = this.#store.find(part.directPath);
    if (!file) throw new Error(`The media server knows no file ${part.directPath}`);
    return decryptFile(file.bytes, part.mediaKey, part.type);
  }
}
