import type { ConversationId, EventFilter, InstanceId } from '@recado/contracts';
import type { RecordedEvent } from './present-event.ts';

/** Which events of a tenant somebody asked for, and may see. */
export interface EventScope {
  types?: EventFilter[] | undefined;
  instanceId?: InstanceId | undefined;
  conversationId?: ConversationId | undefined;
  /** Instances an API key is limited to: it sees no events of others, and none of no instance. */
  instanceIds?: ReadonlySet<InstanceId> | undefined;
}

/** An event of `type` is asked for by each of these: the type itself, its family, all. */
const filtersOf = (type: string): string[] => [type, `${type.split('.', 1).join('')}.*`, '*'];

const isIn = <Value>(wanted: Value | undefined, value: Value | null): boolean =>
  wanted === undefined || wanted === value;

/** Whether an event is within the scope. */
export function isWithin(
  scope: EventScope,
  { type, instanceId, conversationId }: Pick<RecordedEvent, 'type' | 'instanceId' | 'conversationId'>,
): boolean {
  const { types, instanceIds } = scope;
  if (!isIn(scope.instanceId, instanceId) || !isIn(scope.conversationId, conversationId)) return false;
  if (instanceIds !== undefined && (instanceId === null || !instanceIds.has(instanceId))) return false;
  return types === undefined || filtersOf(type).some((filter) => types.some((asked) => asked === filter));
}
