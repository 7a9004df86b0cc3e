import type { Conversation, Message } from '@recado/sdk';
import type { ReactNode } from 'react';

export interface ThreadProps {
  conversation: Conversation;
  /** Somebody wants to answer this very message. */
  onReply: (message: Message) => void;
}

/** The messages of a conversation. */
export function Thread(_props: ThreadProps): ReactNode {
  return null;
}
