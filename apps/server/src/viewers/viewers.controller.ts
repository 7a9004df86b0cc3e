import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ConversationId, idParam, SetViewing, ViewingNoted } from '@recado/contracts';
import { RequirePermission } from '../platform/http/access.ts';
import { ApiProblems } from '../platform/http/api-problems.ts';
import { CurrentCaller, type Caller } from '../platform/http/caller.ts';
import { NoteViewing } from './note-viewing.ts';

const IdOfConversation = idParam(ConversationId);
type IdOfConversation = { id: ConversationId };

@ApiTags('conversations')
@Controller('conversations/:id/viewing')
export class ViewersController {
  constructor(private readonly noteViewing: NoteViewing) {}

  @Put()
  @RequirePermission('conversations:read')
  @ApiOperation({
    operationId: 'setViewing',
    summary: 'Say that you have a conversation open',
    description:
      'Who else has it open hears so on `GET /events/stream?viewers=true`, as the message `conversation.viewers`. It is kept nowhere: say it again every 8 seconds; 20 seconds without it count as gone. Several tabs of a user are one.',
  })
  @ApiOkResponse({ standardSchema: ViewingNoted })
  @ApiProblems('invalid_request', 'malformed_json', 'not_found')
  set(
    @CurrentCaller() caller: Caller,
    @Param({ schema: IdOfConversation }) { id }: IdOfConversation,
    @Body({ schema: SetViewing }) { activity }: SetViewing,
  ): Promise<ViewingNoted> {
    return this.noteViewing.execute(caller, id, activity);
  }
}
