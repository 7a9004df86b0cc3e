import { Injectable } from '@nestjs/common';
import type { InstanceId, InstanceStatus, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { SimulatedEndpoint } from '../config.ts';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';
import {
  instanceColumns,
  toRecord,
  type ConnectionData,
  type InstanceRecord,
  type WhatsappConfig,
} from './instance-record.ts';

export interface InstanceChanges {
  name: string;
  description: string | null;
  maxAgents: number;
  isActive: boolean;
  config: WhatsappConfig;
}

export interface NewInstance extends Omit<InstanceChanges, 'isActive'> {
  id: InstanceId;
  phoneNumber: string;
  channel: 'cloud' | 'web';
}

export interface StatusChange {
  to: InstanceStatus;
  /** Any other status stays as it is. */
  from: readonly InstanceStatus[];
  data: ConnectionData;
}

@Injectable()
export class InstancesRepository {
  /** Undefined when the tenant has an instance with this number already. */
  async insert(tenantId: TenantId, tx: Tx, instance: NewInstance): Promise<InstanceRecord | undefined> {
    const row = await tx
      .insertInto('instances')
      .values({
        id: instance.id,
        tenant_id: tenantId,
        name: instance.name,
        description: instance.description,
        phone_number: instance.phoneNumber,
        channel: instance.channel,
        max_agents: instance.maxAgents,
        whatsapp_config: jsonb(instance.config),
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'phone_number']).doNothing())
      .returning(instanceColumns)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  /** Finds the instance and keeps other changes to it waiting. */
  async lock(tenantId: TenantId, tx: Tx, id: InstanceId): Promise<InstanceRecord | undefined> {
    const row = await tx
      .selectFrom('instances')
      .select(instanceColumns)
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    return row && toRecord(row);
  }

  async update(
    tenantId: TenantId,
    tx: Tx,
    id: InstanceId,
    changes: InstanceChanges,
  ): Promise<InstanceRecord> {
    const row = await tx
      .updateTable('instances')
      .set({
        name: changes.name,
        description: changes.description,
        max_agents: changes.maxAgents,
        is_active: changes.isActive,
        whatsapp_config: jsonb(changes.config),
        updated_at: sql<Date>`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returning(instanceColumns)
      .executeTakeFirstOrThrow();
    return toRecord(row);
  }

  /** Undefined when the instance is in none of the statuses it may come from. */
  async changeStatus(
    tenantId: TenantId,
    tx: Tx,
    id: InstanceId,
    change: StatusChange,
  ): Promise<InstanceRecord | undefined> {
    const row = await tx
      .updateTable('instances')
      .set({ status: change.to, connection_data: jsonb(change.data), updated_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('status', 'in', change.from)
      .returning(instanceColumns)
      .executeTakeFirst();
    return row && toRecord(row);
  }

  /** Marks the number as one of the sandbox; a web number connects to its simulator, and to nothing else. */
  async bindToSandbox(
    tenantId: TenantId,
    tx: Tx,
    id: InstanceId,
    endpoint: SimulatedEndpoint | undefined,
  ): Promise<void> {
    await tx
      .updateTable('instances')
      .set({
        whatsapp_config:
          endpoint === undefined
            ? sql`whatsapp_config || '{"isSandbox": true}'`
            : sql`jsonb_set(whatsapp_config || '{"isSandbox": true}', '{web}', coalesce(whatsapp_config -> 'web', '{}') || ${jsonb({ endpoint })})`,
        updated_at: sql<Date>`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }

  /** Removes the instance with all that hangs on it: messages, conversations, webhooks, agents, credentials. */
  async delete(tenantId: TenantId, tx: Tx, id: InstanceId): Promise<void> {
    await tx.deleteFrom('instances').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
  }
}
