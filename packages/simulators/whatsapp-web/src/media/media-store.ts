import { randomBytes } from 'node:crypto';

/** A file on the media server, as the server sees it: encrypted. */
interface StoredFile {
  readonly bytes: Buffer;
  /** Phone number of who sends it; unknown for uploads of clients. */
  readonly owner: string | undefined;
  /** The status with which the server answers once the file is gone. */
  goneStatus: number | undefined;
}

/** The encrypted files on the media server, by path. */
export class MediaStore {
  readonly #files = new Map<string, StoredFile>();

  /** Keeps a file, and gives the path under which it can be fetched. */
  put(bytes: Buffer, owner?: string): string {
    const path = `/v/t62.7118-24/${randomBytes(12).toString('hex')}_n.enc`;
    this.#files.set(path, { bytes, owner, goneStatus: undefined });
    return path;
  }

  find(path: string): Readonly<StoredFile> | undefined {
    return this.#files.get(pathOnly(path));
  }

  /** The file is there no longer, as happens to old ones; its sender still has it. */
  expire(path: string, status: number): void {
    const file = this.#files.get(pathOnly(path));
    if (file) file.goneStatus = status;
  }

  /** The sender's phone uploads its file again; gives the new path, or undefined when there never was such a file. */
  putAgain(path: string): string | undefined {
    const file = this.#files.get(pathOnly(path));
    return file && this.put(file.bytes, file.owner);
  }
}

function pathOnly(path: string): string {
  return path.split('?')[0] ?? path;
}
