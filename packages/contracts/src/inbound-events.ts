import { z } from 'zod';
import { InstanceId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

export const InboundEventId = z.uuid().brand<'InboundEventId'>();
export type InboundEventId = z.infer<typeof InboundEventId>;

/** `GET /inbound-events`: what providers told that could not be processed. */
export const InboundEventsQuery = PageQuery.extend({
  instanceId: InstanceId.optional().describe('Only events of this instance'),
});
export type InboundEventsQuery = z.infer<typeof InboundEventsQuery>;

export const InboundEvent = z
  .object({
    id: InboundEventId,
    instanceId: InstanceId,
    kind: z.string(),
    state: z.enum(['pending', 'waiting', 'done', 'poison']),
    attempts: z.int(),
    error: z.string().nullable().describe('Why the last try failed'),
    payload: z.unknown().describe('What the provider sent, as it came'),
    receivedAt: Timestamp,
  })
  .meta({
    id: 'InboundEvent',
    description: 'An event of a provider that was set aside after five tries.',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000000f',
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      kind: 'message',
      state: 'poison',
      attempts: 5,
      error: 'invalid input',
      payload: {},
      receivedAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type InboundEvent = z.infer<typeof InboundEvent>;

export const InboundEventPage = pageOf(InboundEvent).meta({ id: 'InboundEventPage' });
