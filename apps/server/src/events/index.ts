export { conversationOf } from './conversation-policy.ts';
export { isWithin } from './event-scope-policy.ts';
export { EventTailRepository } from './event-tail.repository.ts';
export { EventsModule } from './events.module.ts';
export { eventBody, presentEvent, type RecordedEvent } from './present-event.ts';
export { RecordEvents, type NewEvent } from './record-events.ts';
export { EventStreams } from './stream/event-streams.ts';
