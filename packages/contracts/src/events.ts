import { z } from 'zod';
import { eventFamilies, eventTypes } from './event-types.ts';
import { ConversationId, EventId, InstanceId, TenantId } from './ids.ts';
import { Timestamp } from './pages.ts';

export const EventType = z.enum(eventTypes).meta({ id: 'EventType' });
export type EventType = z.infer<typeof EventType>;

/** What a webhook subscribes to: an event type, a family such as `message.*`, or `*` for all. */
export const EventFilter = z
  .union([EventType, z.enum(eventFamilies), z.literal('*')])
  .meta({ id: 'EventFilter' });
export type EventFilter = z.infer<typeof EventFilter>;

/** The body of every webhook and of every live event. */
export const EventEnvelope = z
  .object({
    id: EventId.describe('The same wherever and however often the event is shown: it tells repetitions'),
    type: EventType,
    timestamp: Timestamp.describe('When it happened, not when it was sent'),
    tenantId: TenantId,
    instanceId: InstanceId.nullable().describe('The number it is about; null for events of no number'),
    conversationId: ConversationId.nullable().describe('Null for events of no conversation'),
    sequence: z
      .int()
      .describe(
        'Grows from event to event within a conversation; with gaps, the same wherever the event is shown',
      ),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({
    id: 'EventEnvelope',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000000a',
      type: 'instance.connected',
      timestamp: '2026-11-24T12:00:00.000Z',
      tenantId: '0198f3c0-0000-7000-8000-000000000001',
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      conversationId: null,
      sequence: 1042,
      data: {},
    },
  });
export type EventEnvelope = z.infer<typeof EventEnvelope>;
