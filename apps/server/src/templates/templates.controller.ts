import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessageTemplates, TemplatesQuery } from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { ListTemplates } from './list-templates.ts';

@ApiTags('templates')
@Controller('templates')
export class TemplatesController {
  constructor(private readonly listTemplates: ListTemplates) {}

  @Get()
  @RequirePermission('templates:read')
  @ApiOperation({
    operationId: 'listTemplates',
    summary: 'List the message templates of an instance, with what each needs',
    description: 'As WhatsApp knows them, at most a minute old. All come at once.',
  })
  @ApiOkResponse({ standardSchema: MessageTemplates })
  @ApiProblems('invalid_request', 'not_found', 'provider_refused', 'provider_unreachable')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: TemplatesQuery }) query: TemplatesQuery,
  ): Promise<MessageTemplates> {
    return this.listTemplates.execute(caller, query);
  }
}
