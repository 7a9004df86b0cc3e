import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LogEntry, LogExportQuery, LogPage, LogQuery } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ExportLogs } from './export-logs.ts';
import { LogsQueries } from './logs.queries.ts';

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const;

const EXAMPLES = {
  csv: 'createdAt,action,resourceType,resourceId,userId,apiKeyId,actorName,ipAddress,userAgent,changes,id\n…',
  ndjson: `${JSON.stringify(LogEntry.meta()?.['example'])}\n`,
};

@ApiTags('logs')
@Controller('logs')
export class LogsController {
  constructor(
    private readonly queries: LogsQueries,
    private readonly exportLogs: ExportLogs,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('logs:read')
  @ApiOperation({ operationId: 'listLogs', summary: 'Search the audit log, newest first' })
  @ApiOkResponse({ standardSchema: LogPage })
  @ApiProblems('invalid_request', 'invalid_cursor', 'not_found')
  list(@CurrentCaller() caller: Caller, @Query({ schema: LogQuery }) query: LogQuery) {
    return this.queries.list(caller, query);
  }

  @Get('export')
  @RequirePermission('logs:read')
  @ApiOperation({
    operationId: 'exportLogs',
    summary: 'Export the audit log as CSV or as one JSON object a line, of any size',
  })
  @ApiOkResponse({
    description: 'The entries, newest first',
    content: {
      'text/csv': { schema: { type: 'string', example: EXAMPLES.csv } },
      'application/x-ndjson': { schema: { type: 'string', example: EXAMPLES.ndjson } },
    },
  })
  @ApiProblems('invalid_request', 'not_found', 'rate_limited')
  async export(
    @CurrentCaller() caller: Caller,
    @Query({ schema: LogExportQuery }) query: LogExportQuery,
  ): Promise<StreamableFile> {
    const day = this.clock.now().toISOString().slice(0, 10);
    return new StreamableFile(await this.exportLogs.execute(caller, query), {
      type: CONTENT_TYPES[query.format],
      disposition: `attachment; filename="recado-logs-${day}.${query.format}"`,
    });
  }
}
