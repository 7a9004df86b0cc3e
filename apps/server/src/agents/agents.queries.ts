import { Injectable } from '@nestjs/common';
import type { Agent, AgentId, AgentsQuery, Page, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { MOST_COUNTED } from '../distribution/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { presentAgent, type AgentAtWorkRow } from './present-agent.ts';

const Priority = z.coerce.number().int();

function placeOf(cursor: string): { priority: number; id: string } {
  const { sortValue, id } = decodeCursor(cursor);
  const priority = Priority.safeParse(sortValue);
  if (!priority.success) throw new AppError('invalid_cursor');
  return { priority: priority.data, id };
}

/** Agents with their presence, and their load by conversations_by_agent. */
const agentsAtWork = (tenantId: TenantId, tx: Tx) =>
  tx
    .selectFrom('agents')
    .leftJoin('agent_presence', 'agent_presence.agent_id', 'agents.id')
    .selectAll('agents')
    .select(['agent_presence.presence', 'agent_presence.heartbeat_at'])
    .select([
      sql<Date>`clock_timestamp()`.as('now'),
      sql<number>`(
        select count(*)::int
        from (select from conversations c where c.agent_id = agents.id limit ${MOST_COUNTED}) held
      )`.as('load'),
    ])
    .where('agents.tenant_id', '=', tenantId);

/** Reads agents, within what the caller may see. */
@Injectable()
export class AgentsQueries {
  constructor(private readonly database: Database) {}

  async find(tenantId: TenantId, tx: Tx, id: AgentId): Promise<AgentAtWorkRow | undefined> {
    return agentsAtWork(tenantId, tx).where('agents.id', '=', id).executeTakeFirst();
  }

  /** One that is there. */
  async shown(tenantId: TenantId, tx: Tx, id: AgentId): Promise<Agent> {
    const row = await this.find(tenantId, tx, id);
    if (row === undefined) throw notFound('Agent');
    return presentAgent(row);
  }

  /** @throws AppError not_found */
  async show(caller: Caller, id: AgentId): Promise<Agent> {
    const { tenantId } = caller;
    const row = await this.database.inTenant(tenantId, (tx) => this.find(tenantId, tx, id));
    if (row === undefined || !mayUseInstance(caller, row.instance_id)) throw notFound('Agent');
    return presentAgent(row);
  }

  /** In the order in which they are asked; uses agents_by_instance. */
  async list(caller: Caller, query: AgentsQuery): Promise<Page<Agent>> {
    const { instanceIds } = caller;
    const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
    const rows = await this.database.inTenant(caller.tenantId, (tx) =>
      agentsAtWork(caller.tenantId, tx)
        .$if(query.instanceId !== undefined, (select) =>
          select.where('agents.instance_id', '=', query.instanceId ?? null),
        )
        .$if(query.userId !== undefined, (select) =>
          select.where('agents.user_id', '=', query.userId ?? null),
        )
        .$if(instanceIds !== undefined, (select) =>
          select.where(sql<boolean>`agents.instance_id = any(${[...(instanceIds ?? [])]}::uuid[])`),
        )
        .$if(after !== undefined, (select) =>
          select.where(
            sql<boolean>`(agents.priority, agents.id) > (${after?.priority}::int, ${after?.id}::uuid)`,
          ),
        )
        .orderBy('agents.priority')
        .orderBy('agents.id')
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(rows, query.limit, presentAgent, (row) => ({
      sortValue: String(row.priority),
      id: row.id,
    }));
  }
}
