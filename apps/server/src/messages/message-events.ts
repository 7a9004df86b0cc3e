import type { EventType, Message, TenantId } from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';

/** The event of what became of a message: thin, with the ids that lead to the rest. */
export function messageEvent(tenantId: TenantId, type: EventType, message: Message): NewEvent {
  return { type, tenantId, instanceId: message.instanceId, data: { message } };
}
