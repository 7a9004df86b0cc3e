import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { FoundMessagePage, MessageSearchQuery } from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { SearchMessages } from './search-messages.ts';

@ApiTags('messages')
@Controller('messages/search')
export class SearchController {
  constructor(private readonly searchMessages: SearchMessages) {}

  @Get()
  @RequirePermission('messages:read')
  @ApiOperation({
    operationId: 'searchMessages',
    summary: 'Search messages by their words, newest first',
    description:
      'Finds words in other forms too (plurals, conjugations), in Portuguese and English, with or without accents. Words that mean nothing by themselves, such as "para" or "the", are left aside.',
  })
  @ApiOkResponse({ standardSchema: FoundMessagePage })
  @ApiProblems('invalid_request', 'invalid_cursor')
  async search(
    @Query({ schema: MessageSearchQuery }) query: MessageSearchQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<FoundMessagePage> {
    return this.searchMessages.execute(caller, query);
  }
}
