import { ConversationId, InstanceId, SetViewing, UserId, type TenantId } from '@recado/contracts';
import { z } from 'zod';

/** Where the processes tell each other who looks at the conversations of a tenant. */
export const topicOf = (tenantId: TenantId): string => `viewers.${tenantId}`;

/** That a user has a conversation open, or no more. */
export const Viewing = z.object({
  conversationId: ConversationId,
  instanceId: InstanceId,
  userId: UserId,
  email: z.string(),
  activity: SetViewing.shape.activity,
});
export type Viewing = z.infer<typeof Viewing>;
