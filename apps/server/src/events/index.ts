export { EventsModule } from './events.module.ts';
export { RecordEvents, type NewEvent } from './record-events.ts';
