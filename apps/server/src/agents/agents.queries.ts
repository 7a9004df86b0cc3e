import { Injectable } from '@nestjs/common';
import type { Agent, AgentsQuery, Page } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';
import { presentAgent } from './present-agent.ts';

const Priority = z.coerce.number().int();

function placeOf(cursor: string): { priority: number; id: string } {
  const { sortValue, id } = decodeCursor(cursor);
  const priority = Priority.safeParse(sortValue);
  if (!priority.success) throw new AppError('invalid_cursor');
  return { priority: priority.data, id };
}

/** Reads agents, within what the caller may see. */
@Injectable()
export class AgentsQueries {
  constructor(private readonly database: Database) {}

  /** In the order in which they are asked; uses agents_by_instance. */
  async list(caller: Caller, query: AgentsQuery): Promise<Page<Agent>> {
    const { instanceIds } = caller;
    const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
    const rows = await this.database.inTenant(caller.tenantId, (tx) =>
      tx
        .selectFrom('agents')
        .selectAll()
        .where('tenant_id', '=', caller.tenantId)
        .$if(query.instanceId !== undefined, (select) =>
          select.where('instance_id', '=', query.instanceId ?? null),
        )
        .$if(instanceIds !== undefined, (select) =>
          select.where(sql<boolean>`instance_id = any(${[...(instanceIds ?? [])]}::uuid[])`),
        )
        .$if(after !== undefined, (select) =>
          select.where(sql<boolean>`(priority, id) > (${after?.priority}::int, ${after?.id}::uuid)`),
        )
        .orderBy('priority')
        .orderBy('id')
        .limit(query.limit + 1)
        .execute(),
    );
    return toPage(rows, query.limit, presentAgent, (row) => ({
      sortValue: String(row.priority),
      id: row.id,
    }));
  }
}
