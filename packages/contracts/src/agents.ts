import { z } from 'zod';
import { AiConfiguration, BotConfiguration, HttpConfiguration } from './agent-automation.ts';
import { AgentId, InstanceId, UserId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';
import { WorkingHours } from './working-hours.ts';

export const AgentType = z.enum(['human', 'bot', 'http', 'ai']).meta({
  id: 'AgentType',
  description:
    "human: a person at the inbox; bot: an automaton inside Recado; http: the customer's own service; ai: a language model.",
});
export type AgentType = z.infer<typeof AgentType>;

const MOST_CONFIGURATION_CHARACTERS = 20_000;

const limited = <T extends z.ZodType>(configuration: T): T =>
  configuration.refine((value) => JSON.stringify(value).length <= MOST_CONFIGURATION_CHARACTERS, {
    message: `must be at most ${String(MOST_CONFIGURATION_CHARACTERS)} characters of JSON`,
  });

/** What somebody can do, such as a language or a product. Upper and lower case are the same. */
export const Skill = z.string().trim().toLowerCase().min(1).max(64).meta({ id: 'Skill', example: 'vendas' });

/** Skills, each once. */
export const Skills = z
  .array(Skill)
  .max(20)
  .refine((skills) => new Set(skills).size === skills.length, { message: 'must name each skill once' });

/** The settings of a `human`. */
export const HumanConfiguration = z
  .strictObject({
    userId: UserId.nullable().default(null).describe('The user who is this agent; null for nobody yet'),
    capacity: z.int().min(1).max(500).default(5).describe('Conversations at once'),
    skills: Skills.default([]),
    workingHours: WorkingHours.optional().describe(
      'Outside them it gets nothing new; without them it is always work',
    ),
  })
  .meta({
    id: 'HumanConfiguration',
    example: { userId: null, capacity: 5, skills: ['vendas'] },
  });
export type HumanConfiguration = z.infer<typeof HumanConfiguration>;

const fields = {
  name: z.string().trim().min(1).max(255),
  priority: z.int().min(0).max(1_000).default(0).describe('Lower is asked first'),
};

const HumanFields = z.strictObject({
  ...fields,
  type: z.literal('human'),
  configuration: limited(HumanConfiguration).prefault({}),
});
const BotFields = z.strictObject({
  ...fields,
  type: z.literal('bot'),
  configuration: limited(BotConfiguration).prefault({}),
});
const HttpFields = z.strictObject({
  ...fields,
  type: z.literal('http'),
  configuration: limited(HttpConfiguration),
});
const AiFields = z.strictObject({
  ...fields,
  type: z.literal('ai'),
  configuration: limited(AiConfiguration),
});

const created = { instanceId: InstanceId };

/** `POST /agents`: `configuration` holds the settings of the type. */
export const CreateAgent = z
  .discriminatedUnion('type', [
    HumanFields.extend(created),
    BotFields.extend(created),
    HttpFields.extend(created),
    AiFields.extend(created),
  ])
  .meta({
    id: 'CreateAgent',
    example: {
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      name: 'Vendas',
      type: 'human',
      configuration: { capacity: 5, skills: ['vendas'] },
      priority: 0,
    },
  });
export type CreateAgent = z.infer<typeof CreateAgent>;

const updated = {
  instanceId: InstanceId.optional().describe('May be repeated, not changed'),
  isActive: z
    .boolean()
    .optional()
    .describe('An agent that is not active has no conversations. Kept when absent'),
};

/** `PUT /agents/:id`: replaces all of it; `isActive` and secrets stay when absent. */
export const UpdateAgent = z
  .discriminatedUnion('type', [
    HumanFields.extend(updated),
    BotFields.extend(updated),
    HttpFields.extend(updated),
    AiFields.extend(updated),
  ])
  .meta({
    id: 'UpdateAgent',
    example: {
      name: 'Vendas',
      type: 'human',
      configuration: { capacity: 5, skills: ['vendas'] },
      priority: 1,
      isActive: true,
    },
  });
export type UpdateAgent = z.infer<typeof UpdateAgent>;

export const AgentPresence = z.enum(['online', 'away', 'offline']).meta({
  id: 'AgentPresence',
  description:
    'online: gets conversations; away: keeps what it has and gets nothing new; offline: gives its conversations back. Automatic agents are always online.',
});
export type AgentPresence = z.infer<typeof AgentPresence>;

/** `PUT /presence` and `PUT /agents/:id/presence`. */
export const SetPresence = z
  .strictObject({ presence: AgentPresence })
  .meta({ id: 'SetPresence', example: { presence: 'online' } });
export type SetPresence = z.infer<typeof SetPresence>;

const agentExample = {
  id: '0198f3c0-0000-7000-8000-00000000000b',
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  name: 'Vendas',
  type: 'human',
  configuration: { userId: null, capacity: 5, skills: ['vendas'] },
  hasSecret: false,
  hasApiKey: false,
  priority: 0,
  isActive: true,
  presence: 'online',
  load: 2,
  capacity: 5,
  createdAt: '2026-11-24T12:00:00.000Z',
  updatedAt: '2026-11-24T12:00:00.000Z',
};

export const Agent = z
  .object({
    id: AgentId,
    instanceId: InstanceId,
    name: z.string(),
    type: AgentType,
    configuration: z
      .record(z.string(), z.unknown())
      .describe('Settings of its type, as they can be put back; secrets are not among them'),
    hasSecret: z.boolean().describe('For http: there is a key of the signatures'),
    hasApiKey: z.boolean().describe('For ai: there is a key of the service'),
    secret: z
      .string()
      .optional()
      .describe('For http: the key that was made just now; it is never shown again'),
    priority: z.int(),
    isActive: z.boolean(),
    presence: AgentPresence,
    load: z.int().describe('Conversations it has, counted to 1,000'),
    capacity: z.int().nullable().describe('Conversations at once; null for any number'),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'Agent',
    example: agentExample,
  });
export type Agent = z.infer<typeof Agent>;

export const AgentPage = pageOf(Agent).meta({ id: 'AgentPage' });
export type AgentPage = z.infer<typeof AgentPage>;

/** `GET /agents`. */
export const AgentsQuery = PageQuery.extend({
  instanceId: InstanceId.optional().describe('Only agents of this instance'),
  userId: UserId.optional().describe('Only the agents that this user is'),
});
export type AgentsQuery = z.infer<typeof AgentsQuery>;

/** The answer of `PUT /presence`: the agents that the caller is. */
export const PresenceOfUser = z
  .object({
    presence: AgentPresence,
    repeatAfterSeconds: z
      .int()
      .describe('Say online again so often; three times without it counts as offline'),
    agents: z.array(Agent),
  })
  .meta({
    id: 'PresenceOfUser',
    example: { presence: 'online', repeatAfterSeconds: 30, agents: [agentExample] },
  });
export type PresenceOfUser = z.infer<typeof PresenceOfUser>;
