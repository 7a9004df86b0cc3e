import { AgentType, type Agent } from '@recado/contracts';
import { z } from 'zod';
import type { AgentRow } from './agents.repository.ts';

const Configuration = z.record(z.string(), z.unknown());

/** The configuration as it can be put back: secrets are not among it. */
const configurationOf = (row: AgentRow): Record<string, unknown> => ({
  ...Configuration.parse(row.configuration),
  ...(row.type === 'human' && { userId: row.user_id }),
});

/** An agent as callers see it. */
export function presentAgent(row: AgentRow): Agent {
  return {
    id: row.id,
    instanceId: row.instance_id,
    name: row.name,
    type: AgentType.parse(row.type),
    configuration: configurationOf(row),
    hasSecret: row.type === 'http' && row.secrets !== null,
    hasApiKey: row.type === 'ai' && row.secrets !== null,
    priority: row.priority,
    isActive: row.is_active,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What of an agent belongs in the audit log: of its secrets only that they changed. */
export const auditedAgent = (row: AgentRow): Record<string, unknown> => ({
  instanceId: row.instance_id,
  name: row.name,
  type: row.type,
  configuration: configurationOf(row),
  priority: row.priority,
  isActive: row.is_active,
});
