import { z } from 'zod';
import { EventEnvelope, EventFilter } from './events.ts';
import { ConversationId, EventId, InstanceId } from './ids.ts';
import { PageQuery, pageOf } from './pages.ts';

const MOST_TYPES = 50;

/** Event types and families in one query field, such as `message.*,conversation.closed`. */
const EventTypeList = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(EventFilter).min(1).max(MOST_TYPES));

const EventConditions = z.strictObject({
  types: EventTypeList.optional().describe(
    'Event types, families such as `message.*`, or `*` for all, separated by commas; all when absent',
  ),
  instanceId: InstanceId.optional().describe('Only events of this instance'),
  conversationId: ConversationId.optional().describe('Only events of this conversation'),
});

/** `GET /events`, newest first. */
export const EventsQuery = EventConditions.extend({
  from: z.iso.datetime({ offset: true }).optional().describe('At this time or later'),
  to: z.iso.datetime({ offset: true }).optional().describe('Before this time'),
  ...PageQuery.shape,
});
export type EventsQuery = z.infer<typeof EventsQuery>;

export const EventPage = pageOf(EventEnvelope).meta({ id: 'EventPage' });
export type EventPage = z.infer<typeof EventPage>;

/** `GET /events/stream`. */
export const EventStreamQuery = EventConditions.extend({
  lastEventId: EventId.optional().describe(
    'The last event that was seen: the stream begins with the next. The header `Last-Event-ID` goes before it; without both it begins now',
  ),
  viewers: z
    .stringbool()
    .default(false)
    .describe(
      'true: also who has a conversation open, as messages `conversation.viewers` without an id, for who holds `conversations:read`; they are no events, and are in no list and on no webhook',
    ),
});
export type EventStreamQuery = z.infer<typeof EventStreamQuery>;
