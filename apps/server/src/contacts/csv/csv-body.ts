import { Readable } from 'node:stream';
import { MOST_IMPORT_BYTES } from '@recado/contracts';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/http/app-error.ts';
import { invalidRequest } from '../../platform/http/validation-pipe.ts';
import { tooLarge } from './read-rows.ts';

/**
 * Gives the CSV of a request to `work` as it arrives. What `work` leaves of it is read and thrown away, because many clients read
 * an answer only once they have sent all.
 * @throws AppError unsupported_media_type, invalid_request, payload_too_large
 */
export async function csvBody<T>(
  request: FastifyRequest,
  work: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  try {
    // A form adds some hundred bytes of its own, which do not matter here.
    if (Number(request.headers['content-length'] ?? 0) > MOST_IMPORT_BYTES + 10_000) throw tooLarge();
    return await work(bytesOf(await fileOf(request)));
  } finally {
    request.raw.unpipe();
    request.raw.resume();
  }
}

async function fileOf(request: FastifyRequest): Promise<Readable> {
  if (request.isMultipart()) {
    const part = await request.file({ limits: { fileSize: MOST_IMPORT_BYTES + 1, files: 1, fields: 10 } });
    if (part?.fieldname !== 'file') throw invalidRequest([{ path: ['file'], message: 'is missing' }]);
    return part.file;
  }
  if (request.body instanceof Readable) return request.body;
  throw new AppError('unsupported_media_type', 'Send text/csv or multipart/form-data');
}

async function* bytesOf(file: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of file) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A file consists of bytes');
    yield chunk;
  }
}
