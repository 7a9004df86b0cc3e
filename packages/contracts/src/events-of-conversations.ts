import { z } from 'zod';
import { Conversation } from './conversations.ts';
import { ConversationAssignment, DistributionDecision } from './distribution.ts';
import { eventEntry, exampleIds } from './event-entry.ts';
import { AgentId } from './ids.ts';

const { conversation } = ConversationAssignment.shape;

const opened = z.object({ conversation });

const decided = z.object({
  conversation,
  fromAgentId: AgentId.nullable().describe('Who had it until now; null when nobody did'),
  rule: DistributionDecision.shape.rule,
  cause: DistributionDecision.shape.cause,
});

const { lastAgentId, firstResponseSeconds, resolutionSeconds } = Conversation.shape;

const exampleConversation: z.input<typeof conversation> = {
  id: exampleIds.conversation,
  instanceId: exampleIds.instance,
  contactId: exampleIds.contact,
  status: 'open',
  agentId: exampleIds.agent,
};

const nobodyHasIt = { ...exampleConversation, agentId: null };

const about = <Data extends object>(data: Data) => ({
  instanceId: exampleIds.instance,
  conversationId: exampleIds.conversation,
  data,
});

/** What becomes of conversations. */
export const conversationEvents = {
  'conversation.opened': eventEntry('conversation.opened', {
    data: opened,
    description:
      'A conversation began for the first time: a customer wrote, or somebody started it. Where conversations are distributed, `conversation.assigned` or `conversation.waiting` follows; later `conversation.closed`.',
    example: about({ conversation: nobodyHasIt }),
  }),
  'conversation.waiting': eventEntry('conversation.waiting', {
    data: decided,
    description:
      'No agent is free for the conversation, so it waits; `GET /conversations/:id/distribution` says why of each. `conversation.assigned` follows when one is free, or `conversation.closed`.',
    example: about({
      conversation: { ...nobodyHasIt, status: 'waiting' as const },
      fromAgentId: null,
      rule: null,
      cause: 'arrival' as const,
    }),
  }),
  'conversation.assigned': eventEntry('conversation.assigned', {
    data: decided,
    description:
      'An agent got the conversation, by a rule or by hand. What follows is `conversation.transferred` when it passes on, or `conversation.closed`.',
    example: about({
      conversation: exampleConversation,
      fromAgentId: null,
      rule: 'least_busy' as const,
      cause: 'arrival' as const,
    }),
  }),
  'conversation.transferred': eventEntry('conversation.transferred', {
    data: decided,
    description:
      'The conversation left the agent that had it: `fromAgentId`. Right after it comes `conversation.assigned` for who has it now, or `conversation.waiting` when nobody is free.',
    example: about({
      conversation: exampleConversation,
      fromAgentId: '0198f3c0-0000-7000-8000-00000000000c',
      rule: 'skills' as const,
      cause: 'transfer' as const,
    }),
  }),
  'conversation.closed': eventEntry('conversation.closed', {
    data: z.object({ conversation, lastAgentId, firstResponseSeconds, resolutionSeconds }),
    description:
      'The conversation is done, and nobody has it any more. `conversation.reopened` follows when the customer writes again, or somebody takes it up.',
    example: about({
      conversation: { ...nobodyHasIt, status: 'closed' as const },
      lastAgentId: exampleIds.agent,
      firstResponseSeconds: 42,
      resolutionSeconds: 1_260,
    }),
  }),
  'conversation.reopened': eventEntry('conversation.reopened', {
    data: opened,
    description:
      'A closed conversation goes on: the customer wrote again, or somebody took it up. Where conversations are distributed, `conversation.assigned` or `conversation.waiting` follows; later `conversation.closed`.',
    example: about({ conversation: nobodyHasIt }),
  }),
} as const;
