import { Global, Module } from '@nestjs/common';
import { EventsRetention } from './events-retention.repository.ts';
import { EventsRepository } from './events.repository.ts';
import { RecordEvents } from './record-events.ts';

@Global()
@Module({ providers: [EventsRepository, EventsRetention, RecordEvents], exports: [RecordEvents] })
export class EventsModule {}
