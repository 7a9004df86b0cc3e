import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { codedError, GraphError, parameterRefused, parameterRequired } from '../graph-error.ts';
import { kindOf, mediaObjection, UPLOADABLE_MIME_TYPES } from '../media/media-rules.ts';
import type { Media } from '../media/media-store.ts';
import type { Platform } from '../platform.ts';
import { authorize, authorizedNumber } from './authorization.ts';
import { requireProduct } from '../messages/parse-message.ts';
import { parametersOf, textParameter } from './parameters.ts';

interface Upload {
  readonly fields: Record<string, string>;
  readonly file: { readonly bytes: Buffer; readonly mimeType: string; readonly filename: string } | undefined;
}

const FILE_SIZE_MAX = 100 * 1024 * 1024;

/** `POST /{phone-number-id}/media`, and the addresses from which files are fetched. */
export function addMediaRoutes(app: FastifyInstance, platform: Platform): void {
  // In a scope of its own: the plugin's hooks would cost every message some time.
  void app.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: FILE_SIZE_MAX } });
    addUploadRoute(scope, platform);
  });
  addDownloadRoute(app, platform);
}

function addUploadRoute(app: FastifyInstance, platform: Platform): void {
  app.post<{ Params: { id: string } }>('/:version/:id/media', async (request) => {
    const phoneNumber = authorizedNumber(platform, request, request.params.id);
    const { fields, file } = await readUpload(request);
    requireProduct(fields);
    if (!file) throw parameterRequired('file');
    const mimeType = fields['type'] !== undefined && fields['type'] !== '' ? fields['type'] : file.mimeType;
    checkUpload(mimeType, file.bytes.length);
    const media = platform.media.add({
      ...file,
      mimeType,
      phoneNumberId: phoneNumber.id,
      businessAccountId: phoneNumber.businessAccountId,
      origin: 'business',
    });
    return { id: media.id };
  });
}

function addDownloadRoute(app: FastifyInstance, platform: Platform): void {
  app.get<{ Querystring: { hash?: string } }>('/whatsapp_business/attachments', (request, reply) => {
    const token = authorize(platform, request);
    const media = platform.media.atAddress(request.query.hash ?? '');
    if (!media || accountToken(platform, media) !== token)
      throw new GraphError({ code: 803, message: 'Media file not found', status: 404 });
    void reply.type(media.mimeType).send(media.bytes);
  });
}

/** `GET /{media-id}`: where the file can be fetched for the next five minutes. */
export function describeMedia(platform: Platform, media: Media, request: FastifyRequest): object {
  checkGuard(media, request);
  return {
    messaging_product: 'whatsapp',
    url: platform.address.url + platform.media.path(media),
    mime_type: media.mimeType,
    sha256: media.digest.toString('hex'),
    file_size: String(media.bytes.length),
    id: media.id,
  };
}

/** `DELETE /{media-id}`. */
export function deleteMedia(platform: Platform, media: Media, request: FastifyRequest): object {
  checkGuard(media, request);
  platform.media.remove(media.id);
  return { success: true };
}

/** The token of the account that owns a file. */
export function accountToken(platform: Platform, media: Media): string | undefined {
  return platform.accounts.businessAccounts.get(media.businessAccountId)?.accessToken;
}

function checkGuard(media: Media, request: FastifyRequest): void {
  const guard = textParameter(parametersOf(request), 'phone_number_id');
  if (guard !== undefined && guard !== media.phoneNumberId)
    throw parameterRefused('Media does not belong to the given phone_number_id.');
}

async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw parameterRequired('file');
  const fields: Record<string, string> = {};
  let file: Upload['file'];
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = String(part.value);
    else file = { bytes: await part.toBuffer(), mimeType: part.mimetype, filename: part.filename };
  }
  return { fields, file };
}

function checkUpload(mimeType: string, size: number): void {
  const kind = kindOf(mimeType);
  if (!kind) {
    throw codedError(
      131053,
      `Param file must be a file with one of the following types: ${UPLOADABLE_MIME_TYPES.join(', ')}. Received file of type '${mimeType}'.`,
    );
  }
  const objection = mediaObjection(kind, mimeType, size);
  if (objection !== undefined) throw codedError(131053, objection);
}
