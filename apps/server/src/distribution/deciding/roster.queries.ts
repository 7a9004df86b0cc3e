import { Injectable } from '@nestjs/common';
import {
  AgentPresence,
  AgentType,
  isWorkingTime,
  Skill,
  WorkingHours,
  type AgentId,
  type InstanceId,
  type TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../platform/database/database.ts';
import type { AgentAtWork } from './assignment-policy.ts';
import { presenceAt } from './presence-policy.ts';

/** Beyond it nobody counts: an automatic agent may have any number. */
export const MOST_COUNTED = 1_000;

const USUAL_CAPACITY = 5;

/** What of an agent's settings matters here. Settings of before they were checked count as those of the beginning. */
const HumanAtWork = z
  .object({
    capacity: z.int().default(USUAL_CAPACITY),
    skills: z.array(Skill).default([]),
    workingHours: WorkingHours.optional(),
  })
  .catch({ capacity: USUAL_CAPACITY, skills: [] });
const AutomaticAtWork = z.object({ capacity: z.int().optional() }).catch({});

interface RosterRow {
  id: AgentId;
  name: string;
  type: string;
  isActive: boolean;
  priority: number;
  configuration: unknown;
  lastAssignedAt: Date | null;
  presence: string | null;
  heartbeatAt: Date | null;
  load: number;
}

/** What an agent's settings say of how much it takes and when. */
export function workOf(
  type: AgentType,
  configuration: unknown,
): { capacity: number | null; skills: string[]; workingHours?: WorkingHours | undefined } {
  if (type === 'human') return HumanAtWork.parse(configuration);
  return { capacity: AutomaticAtWork.parse(configuration).capacity ?? null, skills: [] };
}

/** @param at for working hours, when it is not now */
function atWork(row: RosterRow, now: Date, at: Date): AgentAtWork {
  const type = AgentType.parse(row.type);
  const { capacity, skills, workingHours } = workOf(type, row.configuration);
  const said =
    row.presence === null || row.heartbeatAt === null
      ? undefined
      : { presence: AgentPresence.parse(row.presence), heartbeatAt: row.heartbeatAt };
  return {
    id: row.id,
    name: row.name,
    type,
    isActive: row.isActive,
    presence: presenceAt(type, said, now),
    isWorkingTime: workingHours === undefined || isWorkingTime(workingHours, at),
    load: row.load,
    capacity,
    skills,
    priority: row.priority,
    lastAssignedAtMs: row.lastAssignedAt?.getTime() ?? null,
  };
}

/** Reads the agents of an instance with all that decides what they may get; loads by conversations_by_agent. */
@Injectable()
export class RosterQueries {
  async of(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    { now, at = now }: { now: Date; at?: Date },
  ): Promise<AgentAtWork[]> {
    const { rows } = await sql<RosterRow>`
      select a.id, a.name, a.type, a.is_active as "isActive", a.priority, a.configuration,
        a.last_assigned_at as "lastAssignedAt", p.presence, p.heartbeat_at as "heartbeatAt",
        (
          select count(*)::int
          from (select from conversations c where c.agent_id = a.id limit ${MOST_COUNTED}) held
        ) as load
      from agents a
      left join agent_presence p on p.agent_id = a.id
      where a.tenant_id = ${tenantId} and a.instance_id = ${instanceId}
      order by a.priority, a.id`.execute(tx);
    return rows.map((row) => atWork(row, now, at));
  }
}
