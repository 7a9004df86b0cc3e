import { Global, Module } from '@nestjs/common';
import { EventsRepository } from './events.repository.ts';
import { RecordEvents } from './record-events.ts';

@Global()
@Module({ providers: [EventsRepository, RecordEvents], exports: [RecordEvents] })
export class EventsModule {}
