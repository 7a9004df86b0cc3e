import type { IncomingHttpHeaders } from 'node:http';

/** Of an answer this much is read; what comes beyond closes the connection. */
const MOST_READ_BYTES = 16 * 1024;
const MOST_KEPT_BYTES = 4 * 1024;
const MOST_HEADERS = 50;
const MOST_HEADER_CHARACTERS = 500;

/** Reads the beginning of a body. */
export async function readStart(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MOST_READ_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/**
 * What is kept of a body: valid UTF-8 without NUL, which PostgreSQL's text refuses; a character cut in two at the end is
 * left out. A compressed body is not opened, since a few bytes may hold gigabytes.
 */
export function shownBody(start: Buffer, headers: IncomingHttpHeaders): string | null {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return null;
  return new TextDecoder().decode(start.subarray(0, MOST_KEPT_BYTES), { stream: true }).replaceAll('\0', '');
}

/** Headers of an answer as text, the first 50, each cut at 500 characters. */
export const shownHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .slice(0, MOST_HEADERS)
      .map(([name, value]) => [name, [value].flat().join(', ').slice(0, MOST_HEADER_CHARACTERS)]),
  );
