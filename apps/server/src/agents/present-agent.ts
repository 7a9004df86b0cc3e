import { AgentPresence, AgentType, type Agent } from '@recado/contracts';
import { z } from 'zod';
import { presenceAt, workOf } from '../distribution/index.ts';
import type { AgentRow } from './agents.repository.ts';

/** An agent with what it is doing at this moment. */
export interface AgentAtWorkRow extends AgentRow {
  load: number;
  presence: string | null;
  heartbeat_at: Date | null;
  /** The database's clock. */
  now: Date;
}

const Configuration = z.record(z.string(), z.unknown());

/** The configuration as it can be put back: secrets are not among it. */
const configurationOf = (row: AgentRow): Record<string, unknown> => ({
  ...Configuration.parse(row.configuration),
  ...(row.type === 'human' && { userId: row.user_id }),
});

function presenceOf(
  type: AgentType,
  { presence, heartbeat_at: heartbeatAt, now }: AgentAtWorkRow,
): AgentPresence {
  const said =
    presence === null || heartbeatAt === null
      ? undefined
      : { presence: AgentPresence.parse(presence), heartbeatAt };
  return presenceAt(type, said, now);
}

/** An agent as callers see it. */
export function presentAgent(row: AgentAtWorkRow): Agent {
  const type = AgentType.parse(row.type);
  return {
    id: row.id,
    instanceId: row.instance_id,
    name: row.name,
    type,
    configuration: configurationOf(row),
    hasSecret: type === 'http' && row.secrets !== null,
    hasApiKey: type === 'ai' && row.secrets !== null,
    priority: row.priority,
    isActive: row.is_active,
    presence: presenceOf(type, row),
    load: row.load,
    capacity: workOf(type, row.configuration).capacity,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What of an agent belongs in the audit log. */
export const auditedAgent = (row: AgentRow): Record<string, unknown> => ({
  instanceId: row.instance_id,
  name: row.name,
  type: row.type,
  configuration: configurationOf(row),
  priority: row.priority,
  isActive: row.is_active,
});
