import type { SendFromSandboxPhone } from '@recado/sdk';

/** What the server takes of a file: 4.8 million characters of base64. */
export const MOST_FILE_BYTES = 3_600_000;

/** As what kind of message a file goes, by its type: what is no picture, film or sound is a document. */
export function kindOfFile(mimeType: string): 'image' | 'video' | 'voice' | 'document' {
  if (mimeType.startsWith('image/')) return 'image';
  if (mimeType.startsWith('video/')) return 'video';
  return mimeType.startsWith('audio/') ? 'voice' : 'document';
}

/** The bytes in base64. In parts, because a call takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  const PART = 32_768;
  let binary = '';
  for (let start = 0; start < bytes.length; start += PART)
    binary += String.fromCodePoint(...bytes.subarray(start, start + PART));
  return btoa(binary);
}

/** A file as the simulated customer sends it. */
export async function outgoingFile(file: File): Promise<SendFromSandboxPhone> {
  const mimeType = file.type === '' ? 'application/octet-stream' : file.type;
  const base64 = base64Of(new Uint8Array(await file.arrayBuffer()));
  return { type: kindOfFile(mimeType), base64, mimeType, fileName: file.name };
}
