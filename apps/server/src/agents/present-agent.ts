import { AgentType, type Agent } from '@recado/contracts';
import { z } from 'zod';
import type { AgentRow } from './agents.repository.ts';

const Configuration = z.record(z.string(), z.unknown());

/** An agent as callers see it. */
export function presentAgent(row: AgentRow): Agent {
  return {
    id: row.id,
    instanceId: row.instance_id,
    name: row.name,
    type: AgentType.parse(row.type),
    configuration: Configuration.parse(row.configuration),
    priority: row.priority,
    isActive: row.is_active,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What of an agent belongs in the audit log, which masks secrets in its configuration. */
export const auditedAgent = (row: AgentRow): Record<string, unknown> => ({
  instanceId: row.instance_id,
  name: row.name,
  type: row.type,
  configuration: row.configuration,
  priority: row.priority,
  isActive: row.is_active,
});
