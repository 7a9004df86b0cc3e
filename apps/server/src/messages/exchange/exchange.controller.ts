import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { idParam, MessageExchange, MessageId } from '@recado/contracts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { FindExchange } from './find-exchange.ts';

@ApiTags('messages')
@Controller('messages/:id/exchange')
export class ExchangeController {
  constructor(private readonly findExchange: FindExchange) {}

  @Get()
  @RequirePermission('messages:read')
  @ApiOperation({
    operationId: 'getMessageExchange',
    summary: 'What went to WhatsApp and came from it for a message',
    description:
      'For whoever looks for the cause of something. The request is written again from the message, without credentials; files stand there by the id of POST /media. Of an attempt that WhatsApp took, the id it gave is kept; of every other one its answer.',
  })
  @ApiOkResponse({ standardSchema: MessageExchange })
  @ApiProblems('not_found')
  find(
    @Param({ schema: idParam(MessageId) }) { id }: { id: MessageId },
    @CurrentCaller() caller: Caller,
  ): Promise<MessageExchange> {
    return this.findExchange.execute(caller, id);
  }
}
