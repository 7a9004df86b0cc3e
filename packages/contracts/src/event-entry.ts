import { z } from 'zod';
import { EventEnvelope, type EventType } from './events.ts';

/** The ids that examples of events share, so that one leads to the other. */
export const exampleIds = {
  event: '0198f3c0-0000-7000-8000-00000000000a',
  tenant: '0198f3c0-0000-7000-8000-000000000002',
  instance: '0198f3c0-0000-7000-8000-000000000001',
  conversation: '0198f3c0-0000-7000-8000-00000000000e',
  contact: '0198f3c0-0000-7000-8000-000000000006',
  agent: '0198f3c0-0000-7000-8000-00000000000b',
} as const;

interface Described<Data extends z.ZodObject> {
  /** The exact schema of `data`: one object named after the family, and beside it what changed. */
  data: Data;
  /** When it happens, and what may follow. */
  description: string;
  example: { instanceId: string | null; conversationId: string | null; data: z.input<Data> };
}

/** What the catalogue holds of one type. */
export interface EventEntry<
  Type extends EventType = EventType,
  Data extends z.ZodObject = z.ZodObject,
> extends Described<Data> {
  type: Type;
}

/** `message.in_doubt` is the component `MessageInDoubtEvent`. */
const componentName = (type: EventType): string =>
  `${type.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())}Event`;

/** One type of event: its data, and the whole envelope as a schema with an example. */
export function eventEntry<Type extends EventType, Data extends z.ZodObject>(
  type: Type,
  { data, description, example }: Described<Data>,
) {
  const exampleEvent = {
    id: exampleIds.event,
    type,
    timestamp: '2026-11-24T12:00:00.000Z',
    tenantId: exampleIds.tenant,
    instanceId: example.instanceId,
    conversationId: example.conversationId,
    sequence: 1042,
    data: example.data,
  };
  const envelope = EventEnvelope.extend({ type: z.literal(type), data }).meta({
    id: componentName(type),
    description,
    example: exampleEvent,
  });
  return { type, data, description, example, exampleEvent, envelope };
}
