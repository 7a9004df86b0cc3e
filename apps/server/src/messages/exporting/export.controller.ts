import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Message, MessageExportQuery } from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { ExportMessages } from './export-messages.ts';
import { messageColumnsOfExport } from './message-cells-policy.ts';

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const;
const EXAMPLES = {
  csv: `${messageColumnsOfExport.join(',')}\n…`,
  ndjson: `${JSON.stringify(Message.meta()?.['example'])}\n`,
};

@ApiTags('messages')
@Controller('messages/export')
export class ExportController {
  constructor(
    private readonly exportMessages: ExportMessages,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequirePermission('messages:read')
  @ApiOperation({
    operationId: 'exportMessages',
    summary: 'Export messages as CSV or as one JSON object a line, of any size',
  })
  @ApiOkResponse({
    description: 'The messages, newest first',
    content: {
      'text/csv': { schema: { type: 'string', example: EXAMPLES.csv } },
      'application/x-ndjson': { schema: { type: 'string', example: EXAMPLES.ndjson } },
    },
  })
  @ApiProblems('invalid_request')
  async export(
    @Query({ schema: MessageExportQuery }) query: MessageExportQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<StreamableFile> {
    const day = this.clock.now().toISOString().slice(0, 10);
    return new StreamableFile(await this.exportMessages.execute(caller, query), {
      type: CONTENT_TYPES[query.format],
      disposition: `attachment; filename="recado-messages-${day}.${query.format}"`,
    });
  }
}
