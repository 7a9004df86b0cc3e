import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';

interface FilePart {
  bytes: Buffer;
  fileName?: string;
  contentType?: string;
}

export interface UploadRequest {
  headers: { 'content-type': string };
  payload: Buffer;
}

/** A form as browsers send it: fields, the file, and what comes after it. */
export function uploadRequest(
  file: FilePart,
  fields: Readonly<Record<string, string>> = {},
  fieldsAfter: Readonly<Record<string, string>> = {},
): UploadRequest {
  const boundary = `test-${randomUUID()}`;
  const field = ([name, value]: [string, string]) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const { bytes, fileName = 'file.bin', contentType = 'application/octet-stream' } = file;
  const fileHead = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: ${contentType}\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(Object.entries(fields).map(field).join('') + fileHead),
      bytes,
      Buffer.from(`\r\n${Object.entries(fieldsAfter).map(field).join('')}--${boundary}--\r\n`),
    ]),
  };
}

/** The files in a folder and below it; none when there is no such folder. */
export async function filesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
