import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NumberOnWhatsapp, NumberPath, NumberQuery } from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { FindNumber } from './find-number.ts';

@ApiTags('contacts')
@Controller('contacts')
export class ContactsController {
  constructor(private readonly findNumber: FindNumber) {}

  // It asks WhatsApp in the number's name, as sending does.
  @Get(':id/exists')
  @RequirePermission('messages:send')
  @ApiOperation({
    operationId: 'findNumber',
    summary: 'Ask whether a number is on WhatsApp',
    description:
      'Asked through an instance that was connected by QR code. Answers are kept for days: who asks for many numbers gets restricted.',
  })
  @ApiOkResponse({ standardSchema: NumberOnWhatsapp })
  @ApiProblems(
    'invalid_request',
    'not_found',
    'recipient_invalid',
    'not_supported_by_channel',
    'session_not_open',
    'session_unreachable',
    'provider_refused',
    'provider_unreachable',
  )
  exists(
    @CurrentCaller() caller: Caller,
    @Param({ schema: NumberPath }) { id }: NumberPath,
    @Query({ schema: NumberQuery }) { instanceId }: NumberQuery,
  ): Promise<NumberOnWhatsapp> {
    return this.findNumber.execute(caller, id, instanceId);
  }
}
