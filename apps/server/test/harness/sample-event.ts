import { isDeepStrictEqual } from 'node:util';
import { Event, eventCatalogue, type EventType, type InstanceId, type TenantId } from '@recado/contracts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const merged = (base: Fields, changes: Fields): Fields => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(changes).map(([name, value]) => {
      const before = base[name];
      return [name, isFields(value) && isFields(before) ? merged(before, value) : value];
    }),
  ),
});

/**
 * An event as it may really happen: the example of its type, with other fields in its data where a test names them.
 * @throws when the data would not be what the catalogue says
 */
export function sampleEvent(
  type: EventType,
  about: { tenantId: TenantId; instanceId: InstanceId | null },
  changes: Fields = {},
): Event {
  const { exampleEvent } = eventCatalogue[type];
  const event = { ...exampleEvent, ...about, data: merged(exampleEvent.data, changes) };
  const parsed = Event.parse(event);
  if (!isDeepStrictEqual(parsed, event)) throw new Error(`${type} does not carry ${JSON.stringify(changes)}`);
  return parsed;
}
