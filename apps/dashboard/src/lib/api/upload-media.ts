import type { Media } from '@recado/sdk';
import { session } from '../session/browser-session.ts';
import { failureOf } from './problem.ts';

export interface MediaUpload {
  file: Blob;
  fileName: string;
  /** How it will be sent. */
  kind: Media['kind'];
  /** The number that will send it. */
  instanceId: string;
  /** The same for every attempt at this file, so that none is kept twice. */
  idempotencyKey: string;
  signal: AbortSignal;
  /** The part that has gone out, from 0 to 1. */
  onProgress: (part: number) => void;
}

interface Answer {
  status: number;
  body: unknown;
}

const isMedia = (value: unknown): value is Media =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

function formOf({ file, fileName, kind, instanceId }: MediaUpload): FormData {
  const form = new FormData();
  form.set('instanceId', instanceId);
  form.set('kind', kind);
  // The server reads the fields before the file.
  form.set('file', file, fileName);
  return form;
}

/** One attempt. `fetch` tells nothing of the way out, hence XMLHttpRequest. */
function attempt(upload: MediaUpload, token: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    request.open('POST', '/media');
    request.responseType = 'json';
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('idempotency-key', upload.idempotencyKey);
    request.upload.onprogress = ({ loaded, total }) => upload.onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => resolve({ status: request.status, body: request.response });
    request.onerror = () => reject(new TypeError('No answer came'));
    request.onabort = () => reject(new DOMException('The upload was stopped', 'AbortError'));
    request.onloadend = () => upload.signal.removeEventListener('abort', stop);
    upload.signal.addEventListener('abort', stop);
    request.send(formOf(upload));
  });
}

async function send(upload: MediaUpload): Promise<Media> {
  const token = await session.token();
  upload.signal.throwIfAborted();
  const first = await attempt(upload, token);
  const answer = first.status === 401 ? await attempt(upload, await session.renewed(token)) : first;
  if (answer.status === 201 && isMedia(answer.body)) return answer.body;
  throw failureOf(answer.body);
}

/** Uploads a file in the name of who is signed in. @throws CallFailed, or what the signal was aborted with */
export async function uploadMedia(upload: MediaUpload): Promise<Media> {
  try {
    return await send(upload);
  } catch (error) {
    upload.signal.throwIfAborted();
    throw failureOf(error);
  }
}
