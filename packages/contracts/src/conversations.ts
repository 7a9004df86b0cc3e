import { z } from 'zod';

export const ConversationStatus = z.enum(['open', 'pending', 'waiting', 'closed']).meta({
  id: 'ConversationStatus',
  description:
    'open: with a person, or for anyone to take where nothing is distributed; pending: with an automatic agent; waiting: for an agent to be free; closed: done, or the customer never wrote.',
});
export type ConversationStatus = z.infer<typeof ConversationStatus>;
