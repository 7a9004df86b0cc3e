import { Injectable } from '@nestjs/common';
import type { InboundEventId, InboundEventsQuery, InstanceId, PageQuery, TenantId } from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import { Database, WorkerDatabase } from '../../platform/database/database.ts';
import { decodeCursor } from '../../platform/http/cursor.ts';

export interface InboundEventRow {
  id: InboundEventId;
  instance_id: InstanceId;
  kind: string;
  state: string;
  attempts: number;
  error_detail: string | null;
  payload: unknown;
  received_at: Date;
}

/** An event with whose it is. */
export interface ForeignEventRow extends InboundEventRow {
  tenant_id: TenantId;
  tenant_name: string;
  instance_name: string;
}

const columns = sql.raw('id, instance_id, kind, state, attempts, error_detail, payload, received_at');

/** What was set aside, and what is kept of what was processed. */
@Injectable()
export class InboundEventsQueries {
  constructor(
    private readonly database: Database,
    private readonly workerDatabase: WorkerDatabase,
  ) {}

  /** Of all tenants, for administrators of the platform; newest first, `limit + 1` rows. Uses inbound_events_poison. */
  async poisonOfAll({ limit, cursor }: PageQuery): Promise<ForeignEventRow[]> {
    const before = cursor === undefined ? null : decodeCursor(cursor).id;
    const { rows } = await sql<ForeignEventRow>`
      select e.*, t.name as tenant_name, i.name as instance_name
      from (
        select tenant_id, ${columns} from inbound_events
        where state = 'poison' and (${before}::uuid is null or id < ${before}::uuid)
        order by id desc limit ${limit + 1}
      ) e
      join tenants t on t.id = e.tenant_id
      join instances i on i.id = e.instance_id
      order by e.id desc`.execute(this.workerDatabase.statements);
    return rows;
  }

  /** Whose an event is, for administrators of the platform. */
  async tenantOf(id: InboundEventId): Promise<TenantId | undefined> {
    const { rows } = await sql<{ tenant_id: TenantId }>`
      select tenant_id from inbound_events where id = ${id}`.execute(this.workerDatabase.statements);
    return rows[0]?.tenant_id;
  }

  /** Newest first, `limit + 1` rows: ids are in the order of time. Uses inbound_events_poison. */
  async poison(
    tenantId: TenantId,
    query: InboundEventsQuery,
    scope: ReadonlySet<InstanceId> | undefined,
  ): Promise<InboundEventRow[]> {
    const parts = [sql<SqlBool>`tenant_id = ${tenantId} and state = 'poison'`];
    if (query.instanceId !== undefined) parts.push(sql`instance_id = ${query.instanceId}`);
    if (scope !== undefined) parts.push(sql`instance_id = any(${[...scope]}::uuid[])`);
    if (query.cursor !== undefined) parts.push(sql`id < ${decodeCursor(query.cursor).id}::uuid`);
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<InboundEventRow>`
        select ${columns}
        from inbound_events
        where ${sql.join(parts, sql` and `)}
        order by id desc
        limit ${query.limit + 1}`.execute(tx);
      return rows;
    });
  }

  /** Those of these keys that are still there, in the order in which they came; the unique key of inbound_events finds them. */
  async byKeys(tenantId: TenantId, instanceId: InstanceId, keys: string[]): Promise<InboundEventRow[]> {
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<InboundEventRow>`
        select ${columns}
        from inbound_events
        where instance_id = ${instanceId} and event_key = any(${keys}::text[]) and tenant_id = ${tenantId}
        order by seq`.execute(tx);
      return rows;
    });
  }
}
