import { Injectable } from '@nestjs/common';
import type { AgentId, AgentType, InstanceId, TenantId, UserId } from '@recado/contracts';
import { sql, type Selectable } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';
import type { Agents } from '../platform/database/schema.ts';

export type AgentRow = Selectable<Agents>;

export interface AgentFields {
  name: string;
  type: AgentType;
  /** Without what has a column of its own: the user, the secrets. */
  configuration: Record<string, unknown>;
  priority: number;
  userId: UserId | null;
  sealedSecrets: Buffer | null;
}

/** Writes agents. */
@Injectable()
export class AgentsRepository {
  /** How many agents the instance has and may have. Until the transaction ends nobody else can add one. */
  async lockRoom(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
  ): Promise<{ agents: number; maxAgents: number } | undefined> {
    const instance = await tx
      .selectFrom('instances')
      .select('max_agents as maxAgents')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', instanceId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (instance === undefined) return undefined;
    // A statement of its own: it must see what was added while this one waited for the lock.
    const { agents } = await tx
      .selectFrom('agents')
      .select((select) => select.fn.countAll<number>().as('agents'))
      .where('instance_id', '=', instanceId)
      .executeTakeFirstOrThrow();
    return { ...instance, agents };
  }

  async hasUser(tenantId: TenantId, tx: Tx, id: UserId): Promise<boolean> {
    const row = await tx
      .selectFrom('users')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forKeyShare()
      .executeTakeFirst();
    return row !== undefined;
  }

  async insert(
    tenantId: TenantId,
    tx: Tx,
    agent: AgentFields & { id: AgentId; instanceId: InstanceId },
  ): Promise<AgentRow> {
    return tx
      .insertInto('agents')
      .values({
        id: agent.id,
        tenant_id: tenantId,
        instance_id: agent.instanceId,
        name: agent.name,
        type: agent.type,
        configuration: jsonb(agent.configuration),
        priority: agent.priority,
        user_id: agent.userId,
        secrets: agent.sealedSecrets,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Reads an agent that is about to change, and keeps others from changing it. */
  async lock(tenantId: TenantId, tx: Tx, id: AgentId): Promise<AgentRow | undefined> {
    return tx
      .selectFrom('agents')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
  }

  async update(
    tenantId: TenantId,
    tx: Tx,
    id: AgentId,
    fields: AgentFields & { isActive: boolean },
  ): Promise<AgentRow> {
    return tx
      .updateTable('agents')
      .set({
        name: fields.name,
        type: fields.type,
        configuration: jsonb(fields.configuration),
        priority: fields.priority,
        user_id: fields.userId,
        secrets: fields.sealedSecrets,
        is_active: fields.isActive,
        updated_at: sql<Date>`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Of one that is about to go: it gets no more. @returns false when it is gone */
  async deactivate(tenantId: TenantId, tx: Tx, id: AgentId): Promise<boolean> {
    const result = await tx
      .updateTable('agents')
      .set({ is_active: false })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }

  async delete(tenantId: TenantId, tx: Tx, id: AgentId): Promise<void> {
    await tx.deleteFrom('agents').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
  }
}
