import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import { storableJson } from '../../platform/database/jsonb.ts';

const FRESH_HOURS = 24;

/** Groups as WhatsApp last described them, so that sending to one does not ask each time. For the process that holds the session alone. */
@Injectable()
export class GroupsCacheRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Undefined when it is not known, or too old to be sure. */
  async find(tenantId: TenantId, instanceId: InstanceId, groupId: string): Promise<unknown> {
    const row = await this.database.statements
      .selectFrom('web_groups')
      .select('metadata')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('group_id', '=', groupId)
      .where('fetched_at', '>', sql<Date>`now() - make_interval(hours => ${FRESH_HOURS})`)
      .executeTakeFirst();
    return row?.metadata;
  }

  async save(
    tenantId: TenantId,
    instanceId: InstanceId,
    groups: readonly { id: string; metadata: object }[],
  ): Promise<void> {
    if (groups.length === 0) return;
    await sql`
      insert into web_groups (tenant_id, instance_id, group_id, metadata)
      select ${tenantId}, ${instanceId}, id, metadata
      from unnest(
        ${groups.map(({ id }) => id)}::text[],
        ${groups.map(({ metadata }) => storableJson(metadata))}::jsonb[]
      ) as given (id, metadata)
      on conflict (instance_id, group_id) do update
        set metadata = excluded.metadata, fetched_at = now()`.execute(this.database.statements);
  }

  /** Once something about them changed: the next send asks for them again. */
  async forget(tenantId: TenantId, tx: Tx, instanceId: InstanceId, groupIds: string[]): Promise<void> {
    if (groupIds.length === 0) return;
    await tx
      .deleteFrom('web_groups')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('group_id', 'in', groupIds)
      .execute();
  }
}
