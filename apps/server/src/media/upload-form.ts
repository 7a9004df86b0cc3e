import type { MultipartFile } from '@fastify/multipart';
import { mediaRules, MediaUploadFields } from '@recado/contracts';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/http/app-error.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';

/** The form of `POST /media`, read up to its file. */
export interface UploadForm {
  fields: MediaUploadFields;
  fileName: string;
  /** The file on its way here. It fails when the caller goes away, or when something follows it in the form. */
  body: AsyncIterable<Uint8Array>;
}

type Parts = ReturnType<FastifyRequest['parts']>;

// The limit of each kind comes sooner; this one is to stop a file that nobody measures.
const formLimits = { limits: { fileSize: mediaRules.document.mostBytes + 1, parts: 20, fieldSize: 1_000 } };

const asFieldError = (path: string, message: string): AppError => invalidRequest([{ path: [path], message }]);

async function* bodyOf(part: MultipartFile, parts: Parts): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of part.file) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('A file consists of bytes');
    yield chunk;
  }
  const next = await parts.next();
  if (next.done !== true)
    throw asFieldError(next.value.fieldname, 'must come before the file, of which there is one');
}

async function readToFile(parts: Parts): Promise<UploadForm> {
  const fields: Record<string, unknown> = {};
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
    const part = next.value;
    if (part.type === 'field') {
      fields[part.fieldname] = part.value;
      continue;
    }
    if (part.fieldname !== 'file')
      throw asFieldError(part.fieldname, 'is not known; the file is called `file`');
    const parsed = MediaUploadFields.safeParse(fields);
    if (!parsed.success) throw invalidRequest(parsed.error.issues);
    return { fields: parsed.data, fileName: part.filename, body: bodyOf(part, parts) };
  }
  throw asFieldError('file', 'is missing');
}

/**
 * Gives the form of a request to `work`. What `work` leaves of it is read and thrown away, because many clients read an
 * answer only once they have sent all.
 * @throws AppError unsupported_media_type, invalid_request
 */
export async function withUploadForm<T>(
  request: FastifyRequest,
  work: (form: UploadForm) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw new AppError('unsupported_media_type', 'Send multipart/form-data');
  try {
    return await work(await readToFile(request.parts(formLimits)));
  } finally {
    request.raw.unpipe();
    request.raw.resume();
  }
}
