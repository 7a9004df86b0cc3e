import type { Conversation, Message } from '@recado/sdk';
import { createContext, use } from 'react';

/** What a message may ask of the thread that it is in. */
export interface ThreadContext {
  conversation: Conversation;
  /** Who wrote a message, in a word. */
  who: (message: Message) => string;
  /** A message of those in reach. */
  find: (messageId: string) => Message | undefined;
  goTo: (messageId: string) => void;
  reply: (message: Message) => void;
  /** Asks before a message is changed or deleted. */
  ask: (change: { kind: 'edit' | 'delete'; message: Message }) => void;
}

export const ThreadContext = createContext<ThreadContext | undefined>(undefined);

/** The thread around a message. */
export function useThreadContext(): ThreadContext {
  const context = use(ThreadContext);
  if (context === undefined) throw new Error('A message stands in a thread');
  return context;
}
