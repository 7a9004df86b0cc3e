import type { ConversationAssignment, TenantId } from '@recado/contracts';
import type { NewEvent } from '../events/index.ts';

/** What of a conversation its events carry: thin, with the ids that lead to the rest. */
export type ThinConversation = ConversationAssignment['conversation'];

export const thin = ({ id, instanceId, contactId, status, agentId }: ThinConversation): ThinConversation => ({
  id,
  instanceId,
  contactId,
  status,
  agentId,
});

/** What a conversation went through so that it is open now. */
type Opening = 'opened' | 'reopened';

const openings = { opened: 'conversation.opened', reopened: 'conversation.reopened' } as const;

/** The event of a conversation that was opened, for the first time or again. */
export const openingEvent = (
  tenantId: TenantId,
  change: Opening,
  conversation: ThinConversation,
): NewEvent<`conversation.${Opening}`> => ({
  type: openings[change],
  tenantId,
  instanceId: conversation.instanceId,
  data: { conversation: thin(conversation) },
});
