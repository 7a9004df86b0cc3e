import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  BroadcastId,
  BroadcastPage,
  BroadcastPreview,
  BroadcastRecipientPage,
  BroadcastRecipientsQuery,
  BroadcastsQuery,
  BroadcastWithProgress,
  CreateBroadcast as CreateBody,
  CreatedBroadcast,
  idParam,
} from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { Idempotent } from '../platform/http/idempotency.interceptor.ts';
import { ChangeBroadcast } from './change-broadcast.ts';
import type { BroadcastChange } from './change-policy.ts';
import { CreateBroadcast } from './create-broadcast.ts';
import { ExportRecipients } from './export-recipients.ts';
import { FindBroadcast } from './find-broadcast.ts';
import { ListBroadcasts } from './list-broadcasts.ts';
import { PrepareBroadcast } from './prepare-broadcast.ts';

const IdOfBroadcast = idParam(BroadcastId);
type IdOfBroadcast = { id: BroadcastId };

const EXPORT_EXAMPLE =
  'phoneNumber,result,reasonCode,reason,messageId,contactId,updatedAt\r\n+5511999999999,read,,,0198f3c0-0000-7000-8000-000000000004,0198f3c0-0000-7000-8000-000000000010,2026-11-24T12:00:03.000Z\r\n';

const AUDIENCE =
  'Numbers of a list are checked at once, and what is no number or stands there twice is left out and told. Contacts by label are looked up when the broadcast starts. Whoever opted out or is blocked at the moment of sending is skipped.';

@ApiTags('broadcasts')
@Controller('broadcasts')
export class BroadcastsController {
  constructor(
    private readonly createBroadcast: CreateBroadcast,
    private readonly prepareBroadcast: PrepareBroadcast,
    private readonly changeBroadcast: ChangeBroadcast,
    private readonly findBroadcast: FindBroadcast,
    private readonly listBroadcasts: ListBroadcasts,
    private readonly exportRecipients: ExportRecipients,
  ) {}

  @Post()
  @Idempotent()
  @RequirePermission('broadcasts:write')
  @ApiOperation({
    operationId: 'createBroadcast',
    summary: 'Send a message to many, now or later',
    description: `${AUDIENCE} Nobody gets the message twice, also after a crash. Needs the permission \`messages:send\` as well.`,
  })
  @ApiCreatedResponse({ standardSchema: CreatedBroadcast })
  @ApiProblems('invalid_request', 'malformed_json', 'payload_too_large', 'not_found')
  @ApiProblems('not_supported_by_channel', 'media_invalid', 'idempotency_in_flight', 'idempotency_mismatch')
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateBody }) body: CreateBody,
  ): Promise<CreatedBroadcast> {
    return this.createBroadcast.execute(caller, body);
  }

  @Post('preview')
  @HttpCode(200)
  @RequirePermission('broadcasts:write')
  @ApiOperation({
    operationId: 'previewBroadcast',
    summary: 'See whom a broadcast would reach, and what the first three would get',
    description: `${AUDIENCE} Nothing is kept.`,
  })
  @ApiOkResponse({ standardSchema: BroadcastPreview })
  @ApiProblems('invalid_request', 'malformed_json', 'payload_too_large', 'not_found')
  @ApiProblems('not_supported_by_channel', 'media_invalid')
  async preview(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateBody }) body: CreateBody,
  ): Promise<BroadcastPreview> {
    return (await this.prepareBroadcast.execute(caller, body)).preview;
  }

  @Get()
  @RequirePermission('broadcasts:read')
  @ApiOperation({ operationId: 'listBroadcasts', summary: 'List broadcasts, newest first' })
  @ApiOkResponse({ standardSchema: BroadcastPage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: BroadcastsQuery }) query: BroadcastsQuery,
  ): Promise<BroadcastPage> {
    return this.listBroadcasts.execute(caller, query);
  }

  @Get(':id')
  @RequirePermission('broadcasts:read')
  @ApiOperation({ operationId: 'getBroadcast', summary: 'A broadcast and how far it is' })
  @ApiOkResponse({ standardSchema: BroadcastWithProgress })
  @ApiProblems('invalid_request', 'not_found')
  find(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfBroadcast }) { id }: IdOfBroadcast,
  ): Promise<BroadcastWithProgress> {
    return this.findBroadcast.execute(caller, id);
  }

  @Get(':id/recipients')
  @RequirePermission('broadcasts:read')
  @ApiOperation({
    operationId: 'listBroadcastRecipients',
    summary:
      'List the recipients of a broadcast with their results, in the order in which they are written to',
  })
  @ApiOkResponse({ standardSchema: BroadcastRecipientPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  recipients(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfBroadcast }) { id }: IdOfBroadcast,
    @Query({ schema: BroadcastRecipientsQuery }) query: BroadcastRecipientsQuery,
  ): Promise<BroadcastRecipientPage> {
    return this.listBroadcasts.recipients(caller, id, query);
  }

  @Get(':id/recipients/export')
  @RequirePermission('broadcasts:read')
  @ApiOperation({
    operationId: 'exportBroadcastRecipients',
    summary: 'Export the recipients of a broadcast with their results as CSV',
  })
  @ApiOkResponse({
    description: 'Every recipient, in the order in which they are written to',
    content: { 'text/csv': { schema: { type: 'string', example: EXPORT_EXAMPLE } } },
  })
  @ApiProblems('invalid_request', 'not_found')
  async export(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfBroadcast }) { id }: IdOfBroadcast,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.exportRecipients.execute(caller, id), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="recado-broadcast-${id}.csv"`,
    });
  }

  @Post(':id/pause')
  @HttpCode(200)
  @RequirePermission('broadcasts:write')
  @ApiOperation({
    operationId: 'pauseBroadcast',
    summary: 'Pause a broadcast',
    description: 'What was handed over is still sent; nobody else gets the message until it is resumed.',
  })
  @ApiOkResponse({ standardSchema: BroadcastWithProgress })
  @ApiProblems('invalid_request', 'not_found', 'conflict')
  pause(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfBroadcast }) { id }: IdOfBroadcast,
  ): Promise<BroadcastWithProgress> {
    return this.#change(caller, id, 'pause');
  }

  @Post(':id/resume')
  @HttpCode(200)
  @RequirePermission('broadcasts:write')
  @ApiOperation({ operationId: 'resumeBroadcast', summary: 'Go on with a broadcast that was paused' })
  @ApiOkResponse({ standardSchema: BroadcastWithProgress })
  @ApiProblems('invalid_request', 'not_found', 'conflict')
  resume(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfBroadcast }) { id }: IdOfBroadcast,
  ): Promise<BroadcastWithProgress> {
    return this.#change(caller, id, 'resume');
  }

  @Post(':id/stop')
  @HttpCode(200)
  @RequirePermission('broadcasts:write')
  @ApiOperation({
    operationId: 'stopBroadcast',
    summary: 'End a broadcast',
    description:
      'Whoever did not get the message yet gets none. Messages that wait to be sent are called off within seconds; what WhatsApp has cannot be taken back.',
  })
  @ApiOkResponse({ standardSchema: BroadcastWithProgress })
  @ApiProblems('invalid_request', 'not_found', 'conflict')
  stop(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfBroadcast }) { id }: IdOfBroadcast,
  ): Promise<BroadcastWithProgress> {
    return this.#change(caller, id, 'stop');
  }

  async #change(caller: Caller, id: BroadcastId, change: BroadcastChange): Promise<BroadcastWithProgress> {
    await this.changeBroadcast.execute(caller, id, change);
    return this.findBroadcast.execute(caller, id);
  }
}
