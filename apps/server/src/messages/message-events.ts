import type { EventType, Message, TenantId } from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';

export type MessageEventType = Extract<EventType, `message.${string}`>;

/** The event of what became of a message: thin, with the ids that lead to the rest. */
export function messageEvent(
  tenantId: TenantId,
  type: MessageEventType,
  message: Message,
): NewEvent<MessageEventType> {
  return { type, tenantId, instanceId: message.instanceId, data: { message } };
}
