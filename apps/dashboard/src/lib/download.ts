import { sessionFetch } from './api/client.ts';
import { failureOf } from './api/problem.ts';

export interface Download {
  /** Path and query on this server. */
  path: string;
  signal: AbortSignal;
  /** Bytes that have arrived. */
  onProgress: (bytes: number) => void;
}

const NAME = /filename="([^"]+)"/;

async function refusalOf(response: Response): Promise<Error> {
  return failureOf(await response.json().catch(() => undefined));
}

/** The answer's body, counted as it comes. */
async function collected(response: Response, onProgress: (bytes: number) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  if (response.body !== null)
    for await (const part of response.body) {
      bytes += part.byteLength;
      parts.push(part);
      onProgress(bytes);
    }
  return new Blob(parts, { type: response.headers.get('content-type') ?? '' });
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/**
 * Fetches a file in the name of who is signed in and has the browser save it under the name that the server gave.
 * @throws CallFailed, or the reason of the signal
 */
export async function download({ path, signal, onProgress }: Download): Promise<void> {
  const response = await sessionFetch(path, { signal });
  if (!response.ok) throw await refusalOf(response);
  const name = NAME.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'recado';
  save(await collected(response, onProgress), name);
}
