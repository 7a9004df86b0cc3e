import { z } from 'zod';
import { Skills } from './agents.ts';
import { ConversationStatus } from './conversations.ts';
import { AgentId, ContactId, ConversationId, InstanceId, MessageId, UserId } from './ids.ts';
import { pageOf, Timestamp } from './pages.ts';

export const DistributionRule = z.enum(['round_robin', 'least_busy', 'priority', 'skills', 'sticky']).meta({
  id: 'DistributionRule',
  description:
    'round_robin: who was not asked for the longest time; least_busy: who has the fewest conversations; priority: the lowest `priority`; skills: the least busy of those with the skills, of the step or of the conversation; sticky: who had this contact last.',
});
export type DistributionRule = z.infer<typeof DistributionRule>;

export const DistributionStep = z
  .strictObject({
    rule: DistributionRule,
    agents: z
      .enum(['human', 'automatic'])
      .default('human')
      .describe('automatic: agents of type bot, http and ai'),
    skills: Skills.optional().describe(
      'For the rule skills: which; absent are those that the conversation needs, and the step is passed over when it needs none',
    ),
  })
  .refine(({ rule, skills }) => rule === 'skills' || skills === undefined, {
    message: 'belongs to the rule skills',
    path: ['skills'],
  })
  .refine(({ rule, agents }) => rule !== 'skills' || agents === 'human', {
    message: 'Only people have skills',
    path: ['agents'],
  })
  .meta({ id: 'DistributionStep', example: { rule: 'least_busy', agents: 'human' } });
export type DistributionStep = z.infer<typeof DistributionStep>;

const chain = z
  .array(DistributionStep)
  .min(1)
  .max(10)
  .describe('Asked in this order until one finds an agent; when none does, the conversation waits');

const settings = {
  isEnabled: z
    .boolean()
    .describe(
      'false, or no active agent: conversations stay open, and nobody has them until somebody assigns them',
    ),
  chain,
  reassignAfterMinutes: z
    .int()
    .min(1)
    .max(10_080)
    .nullable()
    .describe(
      "A person's conversation without a first response for so long goes to another who is free; null: never",
    ),
  includeGroups: z.boolean().describe('Whether conversations of WhatsApp groups are distributed too'),
};

const settingsExample = {
  isEnabled: true,
  chain: [
    { rule: 'priority' as const, agents: 'automatic' as const },
    { rule: 'sticky' as const, agents: 'human' as const },
    { rule: 'least_busy' as const, agents: 'human' as const },
  ],
  reassignAfterMinutes: null,
  includeGroups: false,
};

/** How an instance's conversations find their agents: `GET /instances/:id/distribution`. */
export const DistributionSettings = z
  .object(settings)
  .meta({ id: 'DistributionSettings', example: settingsExample });
export type DistributionSettings = z.infer<typeof DistributionSettings>;

/** How it is until somebody says otherwise: an automatic agent first, then who had the contact last, then the least busy. */
export const defaultDistribution: DistributionSettings = DistributionSettings.parse(settingsExample);

/** `PUT /instances/:id/distribution`: replaces all of it. */
export const PutDistribution = z
  .strictObject({
    ...settings,
    isEnabled: settings.isEnabled.default(true),
    reassignAfterMinutes: settings.reassignAfterMinutes.default(null),
    includeGroups: settings.includeGroups.default(false),
  })
  .meta({ id: 'PutDistribution', example: { ...settingsExample, reassignAfterMinutes: 10 } });
export type PutDistribution = z.infer<typeof PutDistribution>;

export const DistributionCause = z
  .enum([
    'arrival',
    'freed',
    'reopened',
    'enabled',
    'transfer',
    'manual',
    'handoff',
    'returned',
    'reassigned',
  ])
  .meta({
    id: 'DistributionCause',
    description:
      'arrival: a message came; freed: it waited, and an agent became free; reopened; enabled: distribution, or the first agent, came later than the customer; transfer: a person passed it on; manual: a person chose the agent; handoff: an automatic agent gave it to people; returned: its agent left; reassigned: no first response in time.',
  });
export type DistributionCause = z.infer<typeof DistributionCause>;

export const CandidateOutcome = z
  .enum([
    'chosen',
    'ranked_lower',
    'not_last_agent',
    'lacks_skills',
    'at_capacity',
    'outside_hours',
    'away',
    'offline',
    'inactive',
    'excluded',
    'people_only',
  ])
  .meta({
    id: 'CandidateOutcome',
    description: 'What became of an agent that was looked at; `reason` says it in words.',
  });
export type CandidateOutcome = z.infer<typeof CandidateOutcome>;

export const DistributionCandidate = z
  .object({
    agentId: AgentId,
    name: z.string().describe('As it was then'),
    outcome: CandidateOutcome,
    reason: z.string(),
  })
  .meta({ id: 'DistributionCandidate' });
export type DistributionCandidate = z.infer<typeof DistributionCandidate>;

const agent = z.object({
  id: AgentId.nullable().describe('Null once the agent is deleted'),
  name: z.string(),
});

const candidatesExample = [
  {
    agentId: '0198f3c0-0000-7000-8000-00000000000b',
    name: 'Ana',
    outcome: 'chosen' as const,
    reason: 'Ana had the fewest conversations of those who were free',
  },
  {
    agentId: '0198f3c0-0000-7000-8000-00000000000c',
    name: 'Bia',
    outcome: 'at_capacity' as const,
    reason: 'Bia had as many conversations as she may have at once',
  },
];

const decision = {
  rule: z
    .enum([...DistributionRule.options, 'manual'])
    .nullable()
    .describe('Null when nobody was found'),
  reason: z.string().describe('Why this agent, or why nobody, in a sentence'),
  candidates: z.array(DistributionCandidate).describe('Everyone who was looked at'),
};

const decisionExample = {
  id: '0198f3c0-0000-7000-8000-00000000000d',
  cause: 'arrival' as const,
  messageId: '0198f3c0-0000-7000-8000-00000000000e',
  agent: { id: '0198f3c0-0000-7000-8000-00000000000b', name: 'Ana' },
  rule: 'least_busy' as const,
  reason: 'Ana had the fewest conversations of those who were free',
  candidates: candidatesExample,
  userId: null,
  assignedAt: '2026-11-24T12:00:00.000Z',
  completedAt: null,
};

/** One decision on who gets a conversation. */
export const DistributionDecision = z
  .object({
    id: z.uuid(),
    cause: DistributionCause,
    messageId: MessageId.nullable().describe('What gave rise to it, if a message did'),
    agent: agent.nullable().describe('Null when nobody was found: it waits, or is open for anyone'),
    ...decision,
    userId: UserId.nullable().describe('Who decided it by hand'),
    assignedAt: Timestamp,
    completedAt: Timestamp.nullable().describe(
      'When the next decision was made, or the conversation was closed',
    ),
  })
  .meta({
    id: 'DistributionDecision',
    example: decisionExample,
  });
export type DistributionDecision = z.infer<typeof DistributionDecision>;

/** `GET /conversations/:id/distribution`: all decisions, newest first. */
export const DistributionDecisionPage = pageOf(DistributionDecision).meta({ id: 'DistributionDecisionPage' });
export type DistributionDecisionPage = z.infer<typeof DistributionDecisionPage>;

/** `POST /conversations/:id/assign`. */
export const AssignConversation = z
  .strictObject({ agentId: AgentId })
  .meta({ id: 'AssignConversation', example: { agentId: '0198f3c0-0000-7000-8000-00000000000b' } });
export type AssignConversation = z.infer<typeof AssignConversation>;

/** `POST /conversations/:id/transfer`: to an agent, to whoever has the skills, or back to the queue. */
export const TransferConversation = z
  .strictObject({
    agentId: AgentId.optional().describe('To this agent, as by hand'),
    skills: Skills.min(1).optional().describe('To somebody with these skills'),
    note: z
      .string()
      .trim()
      .min(1)
      .max(10_000)
      .optional()
      .describe('What the next one should know; only the team sees it'),
  })
  .refine(({ agentId, skills }) => agentId === undefined || skills === undefined, {
    message: 'Give an agent or skills, not both',
    path: ['skills'],
  })
  .meta({ id: 'TransferConversation', example: { skills: ['financeiro'], note: 'Segunda via do boleto' } });
export type TransferConversation = z.infer<typeof TransferConversation>;

/** Who has a conversation now, and the decision that made it so. */
export const ConversationAssignment = z
  .object({
    conversation: z.object({
      id: ConversationId,
      instanceId: InstanceId,
      contactId: ContactId,
      status: ConversationStatus,
      agentId: AgentId.nullable(),
    }),
    decision: DistributionDecision.nullable().describe('Null when there was nothing to decide'),
  })
  .meta({
    id: 'ConversationAssignment',
    example: {
      conversation: {
        id: '0198f3c0-0000-7000-8000-000000000003',
        instanceId: '0198f3c0-0000-7000-8000-000000000001',
        contactId: '0198f3c0-0000-7000-8000-000000000004',
        status: 'open',
        agentId: '0198f3c0-0000-7000-8000-00000000000b',
      },
      decision: decisionExample,
    },
  });
export type ConversationAssignment = z.infer<typeof ConversationAssignment>;

/** `POST /instances/:id/distribution/dry-run`: who would get a conversation that arrives. */
export const DryRunDistribution = z
  .strictObject({
    skills: Skills.default([]).describe('What the conversation needs'),
    contactId: ContactId.optional().describe('Whose conversation; absent is somebody new'),
    at: Timestamp.optional().describe(
      'When it arrives, for working hours; presence and loads are those of now',
    ),
    chain: chain.optional().describe('Settings that are not saved'),
  })
  .meta({ id: 'DryRunDistribution', example: { skills: ['vendas'], at: '2026-11-24T12:00:00.000Z' } });
export type DryRunDistribution = z.infer<typeof DryRunDistribution>;

export const DryRunResult = z
  .object({
    outcome: z
      .enum(['assigned', 'waiting', 'not_distributed'])
      .describe('not_distributed: it is switched off, or there is no active agent'),
    agent: z.object({ id: AgentId, name: z.string() }).nullable(),
    ...decision,
    waitingBefore: z.int().describe('Conversations that wait and come first, counted to 200'),
  })
  .meta({
    id: 'DryRunResult',
    example: {
      outcome: 'assigned',
      agent: { id: '0198f3c0-0000-7000-8000-00000000000b', name: 'Ana' },
      rule: 'least_busy',
      reason: 'Ana had the fewest conversations of those who were free',
      candidates: candidatesExample,
      waitingBefore: 0,
    },
  });
export type DryRunResult = z.infer<typeof DryRunResult>;
