import { z } from 'zod';
import type { EventEntry } from './event-entry.ts';
import type { EventType } from './events.ts';
import { broadcastEvents } from './events-of-broadcasts.ts';
import { contactEvents } from './events-of-contacts.ts';
import { conversationEvents } from './events-of-conversations.ts';
import { instanceEvents } from './events-of-instances.ts';
import { messageEvents } from './events-of-messages.ts';
import { webhookEvents } from './events-of-webhooks.ts';

/**
 * Every event: the schema of its data, when it happens, and an example. A type is a promise: fields are only ever added to it,
 * and what changes its meaning gets a type of its own; so no event carries a version.
 */
export const eventCatalogue = {
  ...messageEvents,
  ...instanceEvents,
  ...contactEvents,
  ...conversationEvents,
  ...broadcastEvents,
  ...webhookEvents,
} as const satisfies { [Type in EventType]: EventEntry<Type> };

const { 'message.accepted': first, ...others } = eventCatalogue;

/** Any event, told by `type`. A newer server may send types that are not listed here: ignore what you do not know. */
export const Event = z
  .discriminatedUnion('type', [first.envelope, ...Object.values(others).map(({ envelope }) => envelope)])
  .meta({ id: 'Event' });
export type Event = z.infer<typeof Event>;

/** The event of one type, such as `EventOf<'message.sent'>`. */
export type EventOf<Type extends EventType> = Extract<Event, { type: Type }>;

/** What an event of one type carries, such as `EventData<'message.sent'>`. */
export type EventData<Type extends EventType = EventType> = EventOf<Type>['data'];
