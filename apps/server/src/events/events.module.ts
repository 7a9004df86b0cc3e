import { Global, Module } from '@nestjs/common';
import { AnnounceEvents } from './announce-events.ts';
import { EventTailRepository } from './event-tail.repository.ts';
import { EventsRetention } from './events-retention.repository.ts';
import { EventsRepository } from './events.repository.ts';
import { EventsController } from './list/events.controller.ts';
import { EventsQueries } from './list/events.queries.ts';
import { RecordEvents } from './record-events.ts';
import { EventStreamController } from './stream/event-stream.controller.ts';
import { EventStreams } from './stream/event-streams.ts';
import { OpenEventStream } from './stream/open-event-stream.ts';
import { StreamPlacesRepository } from './stream/stream-places.repository.ts';

@Global()
@Module({
  controllers: [EventsController, EventStreamController],
  providers: [
    AnnounceEvents,
    EventsQueries,
    EventsRepository,
    EventsRetention,
    EventStreams,
    EventTailRepository,
    OpenEventStream,
    RecordEvents,
    StreamPlacesRepository,
  ],
  exports: [EventStreams, EventTailRepository, RecordEvents],
})
export class EventsModule {}
