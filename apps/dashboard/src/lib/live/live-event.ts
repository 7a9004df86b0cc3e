import type { EventType } from '@recado/sdk';

/** What happened, as the stream tells it. */
export interface LiveEvent {
  id: string;
  type: EventType;
  instanceId: string | null;
  conversationId: string | null;
  data: Readonly<Record<string, unknown>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLiveEvent = (value: unknown): value is LiveEvent =>
  isRecord(value) &&
  typeof value['id'] === 'string' &&
  typeof value['type'] === 'string' &&
  isRecord(value['data']);

/** Reads the data of one message of the stream; undefined when it is no event. */
export function parseLiveEvent(text: string): LiveEvent | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLiveEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What a listener asks for: an event type, a family such as `message.*`, or all. */
export type LiveFilter = EventType | `${string}.*` | '*';

/** Whether an event is one of those asked for. */
export const isOf = (type: EventType, filters: readonly LiveFilter[]): boolean =>
  filters.some(
    (filter) => filter === '*' || filter === type || filter === `${type.split('.', 1)[0] ?? ''}.*`,
  );
