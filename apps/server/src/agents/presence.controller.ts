import { Body, Controller, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PresenceOfUser, SetPresence } from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { SetOwnPresence } from './set-own-presence.ts';

@ApiTags('agents')
@Controller('presence')
export class PresenceController {
  constructor(private readonly setOwnPresence: SetOwnPresence) {}

  @Put()
  @RequirePermission('profile:write')
  @ApiOperation({
    operationId: 'setOwnPresence',
    summary: 'Say whether you are at work, as every agent that you are',
    description:
      'Repeat `online` every 30 seconds. 90 seconds without it count as offline, and two minutes later the conversations go to others.',
  })
  @ApiOkResponse({ standardSchema: PresenceOfUser })
  @ApiProblems('invalid_request', 'malformed_json')
  set(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SetPresence }) { presence }: SetPresence,
  ): Promise<PresenceOfUser> {
    return this.setOwnPresence.execute(caller, presence);
  }
}
