import { Controller, Get, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { idParam, Media, MediaDetails, MediaId, mediaKinds } from '@recado/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiIdempotencyKey } from '../platform/http/api-idempotency-key.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { AppError } from '../platform/http/app-error.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { idempotencyKeyOf } from '../platform/http/idempotency-key.ts';
import { ReadMedia, type MediaAnswer, type ReadConditions } from './read-media.ts';
import { withUploadForm } from './upload-form.ts';
import { UploadMedia, type Uploaded } from './upload-media.ts';

const IdOfMedia = idParam(MediaId);
type IdOfMedia = { id: MediaId };

const formSchema = {
  type: 'object' as const,
  required: ['file'],
  properties: {
    instanceId: { type: 'string' as const, format: 'uuid', description: 'The number the file belongs to' },
    kind: { type: 'string' as const, enum: [...mediaKinds], description: 'How it will be sent' },
    file: { type: 'string' as const, format: 'binary', description: 'Comes last in the form' },
  },
};

const fileContent = { '*/*': { schema: { type: 'string' as const, format: 'binary' } } };

@ApiTags('media')
@Controller('media')
export class MediaController {
  constructor(
    private readonly uploadMedia: UploadMedia,
    private readonly readMedia: ReadMedia,
  ) {}

  @Post()
  @RequirePermission('media:write')
  @ApiOperation({
    operationId: 'uploadMedia',
    summary: 'Upload a file to send',
    description:
      'The type is read from the first bytes, whatever was declared. Text of every kind, CSV too, is kept as text/plain, because WhatsApp knows no other.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: formSchema })
  @ApiIdempotencyKey()
  @ApiCreatedResponse({ standardSchema: Media })
  @ApiProblems(
    'invalid_request',
    'not_found',
    'idempotency_in_flight',
    'payload_too_large',
    'unsupported_media_type',
    'idempotency_mismatch',
    'media_invalid',
  )
  async upload(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Media> {
    const key = idempotencyKeyOf(request);
    return answerUpload(
      reply,
      await withUploadForm(request, (form) => this.uploadMedia.execute(caller, form, key)),
    );
  }

  @Get(':id')
  @RequirePermission('media:read')
  @ApiOperation({
    operationId: 'downloadMedia',
    summary: 'Download a file',
    description:
      'Answers HEAD, one Range, If-Range and If-None-Match. While a file is still being fetched from WhatsApp: 409 with Retry-After.',
  })
  @ApiHeader({ name: 'Range', required: false, description: 'One range of bytes, such as bytes=0-1023' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({
    description: 'The file',
    content: fileContent,
  })
  @ApiResponse({ status: 206, description: 'The part that Range asked for', content: fileContent })
  @ApiResponse({ status: 304, description: 'The file is the one that If-None-Match names' })
  @ApiProblems('invalid_request', 'not_found', 'conflict', 'range_not_satisfiable')
  async read(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfMedia }) { id }: IdOfMedia,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    return answerMedia(reply, await this.readMedia.execute(caller, id, conditionsOf(request)));
  }

  @Get(':id/details')
  @RequirePermission('media:read')
  @ApiOperation({
    operationId: 'getMediaDetails',
    summary: 'What is known of a file, also of one that is still being fetched',
  })
  @ApiOkResponse({ standardSchema: MediaDetails })
  @ApiProblems('invalid_request', 'not_found')
  details(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfMedia }) { id }: IdOfMedia,
  ): Promise<MediaDetails> {
    return this.readMedia.details(caller, id);
  }
}

function answerUpload(reply: FastifyReply, { media, isReplay }: Uploaded): Media {
  if (isReplay) void reply.header('idempotent-replayed', 'true');
  return media;
}

const conditionsOf = ({ method, headers }: FastifyRequest): ReadConditions => ({
  isHead: method === 'HEAD',
  range: headers.range,
  ifRange: typeof headers['if-range'] === 'string' ? headers['if-range'] : undefined,
  ifNoneMatch: headers['if-none-match'],
});

function answerMedia(reply: FastifyReply, answer: MediaAnswer): StreamableFile | undefined {
  void reply.headers(answer.headers);
  if (answer.statusCode === 416) throw new AppError('range_not_satisfiable');
  void reply.status(answer.statusCode);
  return answer.body === undefined ? undefined : new StreamableFile(answer.body);
}
