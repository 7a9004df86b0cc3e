import { ConversationId } from '@recado/contracts';
import { z } from 'zod';

/** An id where one is named, and nothing where something else stands. */
const id = ConversationId.optional().catch(undefined);

const Named = z.object({
  message: z.object({ conversationId: id }).optional().catch(undefined),
  conversationId: id,
  conversation: z.object({ id }).optional().catch(undefined),
});

/**
 * The conversation that an event belongs to, by what its data names: that of its message, or the conversation itself.
 * Null when it names none.
 */
export function conversationOf(data: Record<string, unknown>): ConversationId | null {
  const { message, conversationId, conversation } = Named.parse(data);
  return message?.conversationId ?? conversationId ?? conversation?.id ?? null;
}
