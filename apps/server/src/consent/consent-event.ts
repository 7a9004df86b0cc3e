import type { ConversationId, InstanceId, MessageId, TenantId } from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';
import type { ConsentRow } from './consent.repository.ts';

/** Where a contact said it: in a message, unless somebody entered it. */
export interface Said {
  instanceId: InstanceId;
  conversationId: ConversationId;
  messageId: MessageId;
}

const eventOf = { opted_in: 'contact.opted_in', opted_out: 'contact.opted_out' } as const;

/** The event of a contact that opted out or in: thin. Of one whose wish became unknown there is none. */
export function consentEvent(
  tenantId: TenantId,
  { contactId, status, at, source }: ConsentRow,
  said?: Said,
): NewEvent<`contact.${'opted_in' | 'opted_out'}`>[] {
  if (status === 'unknown') return [];
  const contact = { id: contactId, consent: { status, at: at?.toISOString() ?? null, source } };
  const { instanceId = null, conversationId = null, messageId = null } = said ?? {};
  const data = { contact, conversationId, messageId };
  return [{ type: eventOf[status], tenantId, instanceId, data }];
}
