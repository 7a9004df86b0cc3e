import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventId, EventStreamQuery } from '@recado/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthenticateCaller } from '../../auth/index.ts';
import { RequirePermission } from '../../platform/http/access.ts';
import { ApiProblems } from '../../platform/http/api-problems.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { CurrentCaller, type Caller } from '../../platform/http/caller.ts';
import { OpenEventStream } from './open-event-stream.ts';

const EXAMPLE = `retry: 2000
id: 0198f3c0-0000-7000-8000-000000000009

id: 0198f3c0-0000-7000-8000-00000000000a
event: instance.connected
data: {"id":"0198f3c0-0000-7000-8000-00000000000a","type":"instance.connected","timestamp":"2026-11-24T12:00:00.000Z","tenantId":"0198f3c0-0000-7000-8000-000000000001","instanceId":"0198f3c0-0000-7000-8000-000000000001","conversationId":null,"sequence":1042,"data":{}}

: still here

`;

/** The header goes before the field of the query. @throws AppError event_not_kept for what is no id of an event */
function lastEventIdOf({ headers }: FastifyRequest, query: EventStreamQuery): EventId | undefined {
  const header = headers['last-event-id'];
  // A client that has seen nothing yet may send an empty one.
  if (header === undefined || header === '') return query.lastEventId;
  const id = EventId.safeParse(header);
  if (!id.success) throw new AppError('event_not_kept', 'Last-Event-ID is not the id of an event');
  return id.data;
}

@ApiTags('events')
@Controller('events/stream')
export class EventStreamController {
  constructor(
    private readonly openEventStream: OpenEventStream,
    private readonly authenticateCaller: AuthenticateCaller,
  ) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({
    operationId: 'streamEvents',
    summary: 'Follow events as they happen',
    description:
      'Server-sent events, in the order of `sequence`: `id` is the id of the event, `event` its type, `data` the same JSON that webhooks get. Every 15 s without end comes a comment. A client that lost its stream goes on where it was with `Last-Event-ID`, and gets each event exactly once; one that does not read for long is cut off. The stream ends when its credential does. A limited API key sees events of its instances only.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The `id` that was seen last; browsers send it by themselves when they connect again',
    schema: { type: 'string', format: 'uuid' },
  })
  @ApiOkResponse({
    description: 'Events, for as long as the client reads',
    content: { 'text/event-stream': { schema: { type: 'string', example: EXAMPLE } } },
  })
  @ApiProblems('invalid_request', 'event_not_kept', 'too_many_streams', 'unavailable')
  async stream(
    @CurrentCaller() caller: Caller,
    @Query({ schema: EventStreamQuery }) query: EventStreamQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const resumed = { ...query, lastEventId: lastEventIdOf(request, query) };
    // Whoever asks for the headers alone never reads, and would keep a stream for nothing.
    const stream =
      request.method === 'HEAD'
        ? Readable.from([])
        : await this.openEventStream.execute(caller, resumed, () => this.authenticateCaller.execute(request));
    // Proxies must pass on each event as it comes.
    void reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no');
    return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
  }
}
