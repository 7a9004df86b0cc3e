import { z } from 'zod';
import { AgentId, InstanceId } from './ids.ts';
import { PageQuery, pageOf, Timestamp } from './pages.ts';

export const AgentType = z.enum(['human', 'bot', 'http', 'ai']).meta({
  id: 'AgentType',
  description:
    "human: a person at the inbox; bot: an automaton inside Recado; http: the customer's own service; ai: a language model.",
});
export type AgentType = z.infer<typeof AgentType>;

const MOST_CONFIGURATION_CHARACTERS = 20_000;

const fields = {
  name: z.string().trim().min(1).max(255),
  type: AgentType,
  configuration: z
    .record(z.string(), z.unknown())
    .refine((value) => JSON.stringify(value).length <= MOST_CONFIGURATION_CHARACTERS, {
      message: `must be at most ${String(MOST_CONFIGURATION_CHARACTERS)} characters of JSON`,
    })
    .default({})
    .describe('Settings of its type'),
  priority: z.int().min(0).max(1_000).default(0).describe('Lower is asked first'),
};

/** `POST /agents`. */
export const CreateAgent = z.strictObject({ instanceId: InstanceId, ...fields }).meta({
  id: 'CreateAgent',
  example: {
    instanceId: '0198f3c0-0000-7000-8000-000000000001',
    name: 'Vendas',
    type: 'human',
    configuration: {},
    priority: 0,
  },
});
export type CreateAgent = z.infer<typeof CreateAgent>;

/** `PUT /agents/:id`: replaces all of it; `isActive` stays when absent. */
export const UpdateAgent = z
  .strictObject({
    instanceId: InstanceId.optional().describe('May be repeated, not changed'),
    ...fields,
    isActive: z.boolean().optional(),
  })
  .meta({
    id: 'UpdateAgent',
    example: { name: 'Vendas', type: 'human', configuration: {}, priority: 1, isActive: true },
  });
export type UpdateAgent = z.infer<typeof UpdateAgent>;

export const Agent = z
  .object({
    id: AgentId,
    instanceId: InstanceId,
    name: z.string(),
    type: AgentType,
    configuration: z.record(z.string(), z.unknown()),
    priority: z.int(),
    isActive: z.boolean(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({
    id: 'Agent',
    example: {
      id: '0198f3c0-0000-7000-8000-00000000000b',
      instanceId: '0198f3c0-0000-7000-8000-000000000001',
      name: 'Vendas',
      type: 'human',
      configuration: {},
      priority: 0,
      isActive: true,
      createdAt: '2026-11-24T12:00:00.000Z',
      updatedAt: '2026-11-24T12:00:00.000Z',
    },
  });
export type Agent = z.infer<typeof Agent>;

export const AgentPage = pageOf(Agent).meta({ id: 'AgentPage' });
export type AgentPage = z.infer<typeof AgentPage>;

/** `GET /agents`. */
export const AgentsQuery = PageQuery.extend({
  instanceId: InstanceId.optional().describe('Only agents of this instance'),
});
export type AgentsQuery = z.infer<typeof AgentsQuery>;
