import type { AgentId, BroadcastId, ConversationId } from '@recado/contracts';

/** A message of ours: accepted to be sent, or sent from the phone of the number. */
export interface Departure {
  conversationId: ConversationId;
  at: Date;
  /** What it is, such as `text`. */
  type: string;
  /** What had it sent, if nobody did: such a message is no person's response. */
  sentBy?: { agentId?: AgentId | undefined; broadcastId?: BroadcastId | undefined } | undefined;
  /** It leaves at a later time. */
  isScheduled?: boolean | undefined;
}

// Signs on messages and changes to them say nothing new.
const notes: ReadonlySet<string> = new Set(['reaction', 'edit', 'delete', 'deleted', 'poll_vote', 'system']);

/** Whether a person answers the customer with it. */
export function isResponse({ type, sentBy, isScheduled = false }: Departure): boolean {
  const isAutomatic = sentBy?.agentId !== undefined || sentBy?.broadcastId !== undefined;
  return !isAutomatic && !isScheduled && !notes.has(type);
}
