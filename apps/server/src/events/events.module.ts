import { Global, Module } from '@nestjs/common';
import { EventsRetention } from './events-retention.repository.ts';
import { EventTailRepository } from './event-tail.repository.ts';
import { EventsRepository } from './events.repository.ts';
import { RecordEvents } from './record-events.ts';

@Global()
@Module({
  providers: [EventsRepository, EventsRetention, EventTailRepository, RecordEvents],
  exports: [EventTailRepository, RecordEvents],
})
export class EventsModule {}
