import { Controller, Get, HttpCode, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContactImportQuery, ContactImportReport, ContactsExportQuery } from '@recado/contracts';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../platform/clock.ts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { csvBody } from './csv-body.ts';
import { ExportContacts } from './export-contacts.ts';
import { ImportContacts } from './import-contacts.ts';

const EXAMPLE =
  'phone,name,email,labels,consent,cidade\r\n+5511999999999,Ana Souza,ana@example.com,vip;sp,opted_in,São Paulo\r\n';

@ApiTags('contacts')
@Controller('contacts')
export class ContactsCsvController {
  constructor(
    private readonly importContacts: ImportContacts,
    private readonly exportContacts: ExportContacts,
    private readonly clock: Clock,
  ) {}

  @Post('import')
  @HttpCode(200)
  @RouteConfig({ takesCsv: true })
  @RequirePermission('contacts:write')
  @ApiOperation({
    operationId: 'importContacts',
    summary: 'Add and change contacts from a CSV file',
    description:
      'UTF-8 with a heading, separated by comma, semicolon or tab; up to 50,000 rows and 50 MB, as the body itself or as `file` of a form. Columns: phone (with its country code), name, email, labels (separated by semicolons), consent; any other column is a field of your own. An empty cell leaves what is there; labels are added. Who opted out stays so. Each row that could not be taken is in the report, with its line; the others are taken. The same file again changes nothing.',
  })
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary', example: EXAMPLE } })
  @ApiOkResponse({ standardSchema: ContactImportReport })
  @ApiProblems('invalid_request', 'payload_too_large', 'unsupported_media_type', 'rate_limited')
  import(
    @CurrentCaller() caller: Caller,
    @Query({ schema: ContactImportQuery }) query: ContactImportQuery,
    @Req() request: FastifyRequest,
  ): Promise<ContactImportReport> {
    return csvBody(request, (body) => this.importContacts.execute(caller, body, query));
  }

  @Get('export')
  @RequirePermission('contacts:read')
  @ApiOperation({
    operationId: 'exportContacts',
    summary: 'Export contacts as CSV, of any number',
    description:
      'In the columns that an import takes. A cell that a spreadsheet would run as a formula begins with an apostrophe, which an import takes off again.',
  })
  @ApiOkResponse({
    description: 'The contacts, newest first',
    content: { 'text/csv': { schema: { type: 'string', example: EXAMPLE } } },
  })
  @ApiProblems('invalid_request')
  async export(
    @CurrentCaller() caller: Caller,
    @Query({ schema: ContactsExportQuery }) query: ContactsExportQuery,
  ): Promise<StreamableFile> {
    const day = this.clock.now().toISOString().slice(0, 10);
    return new StreamableFile(await this.exportContacts.execute(caller, query), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="recado-contacts-${day}.csv"`,
    });
  }
}
