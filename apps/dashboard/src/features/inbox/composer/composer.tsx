import type { Conversation, Message } from '@recado/sdk';
import type { ReactNode } from 'react';

export interface ComposerProps {
  conversation: Conversation;
  /** The message that is being answered. */
  replyTo: Message | undefined;
  /** The answer was sent, or nothing is to be answered after all. */
  onReplyDone: () => void;
}

/** Where a message is written. */
export function Composer(_props: ComposerProps): ReactNode {
  return null;
}
