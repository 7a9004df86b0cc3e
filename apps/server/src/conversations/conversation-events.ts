import type {
  AgentId,
  ContactId,
  ConversationId,
  ConversationStatus,
  EventType,
  InstanceId,
  TenantId,
} from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';

/** What of a conversation its events carry. */
export interface ThinConversation {
  id: ConversationId;
  instanceId: InstanceId;
  contactId: ContactId;
  status: ConversationStatus;
  agentId: AgentId | null;
}

/** The event of what became of a conversation: thin, with the ids that lead to the rest. */
export function conversationEvent(
  tenantId: TenantId,
  type: EventType,
  { id, instanceId, contactId, status, agentId }: ThinConversation,
  more: Record<string, unknown> = {},
): NewEvent {
  return {
    type,
    tenantId,
    instanceId,
    data: { conversation: { id, instanceId, contactId, status, agentId }, ...more },
  };
}
