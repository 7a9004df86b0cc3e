import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Executor } from '../platform/database/database.ts';
import { safeEnd } from './event-horizon.repository.ts';
import type { RecordedEvent } from './present-event.ts';

/** What is read of the rows `e` of events, for those who present them. */
export const recordedEvent = sql<RecordedEvent>`
  e.id, e.tenant_id as "tenantId", e.instance_id as "instanceId", e.conversation_id as "conversationId",
  e.seq as sequence, e.type, e.data, e.created_at as at`;

export interface TailOptions {
  /** Whose events; all tenants' when absent, which only a worker's connection sees. */
  tenantId?: TenantId | undefined;
  limit: number;
}

/**
 * Reads events in the order of their numbers, each exactly once however they commit: go on after the `sequence` of the last
 * one that it gave. A statement sees what has committed before it, so it takes a connection or a READ COMMITTED transaction.
 * Events made to test one endpoint do not exist here.
 */
@Injectable()
export class EventTailRepository {
  /** The number up to which no event is missing and none will come, of a tenant or of all. */
  safeEnd(db: Executor, tenantId: TenantId | undefined): Promise<number> {
    return safeEnd(db, tenantId);
  }

  /** The number of the newest event up to the safe end, 0 when there is none: where to begin in order to get what comes from now on. */
  async newest(db: Executor, tenantId: TenantId | undefined): Promise<number> {
    const end = await safeEnd(db, tenantId);
    const ofTenant = (tenant: unknown) =>
      sql`select seq from events where tenant_id = ${tenant} and seq <= ${end} order by seq desc limit 1`;
    const { rows } = await sql<{ seq: number | null }>`
      select max(newest.seq) as seq
      from ${
        tenantId === undefined
          ? sql`tenants t cross join lateral (${ofTenant(sql.ref('t.id'))}) newest`
          : sql`(${ofTenant(tenantId)}) newest`
      }`.execute(db);
    return rows[0]?.seq ?? 0;
  }

  /** The next events after a number, oldest first and up to the safe end; none when there are no more yet. */
  async after(db: Executor, sequence: number, { tenantId, limit }: TailOptions): Promise<RecordedEvent[]> {
    return this.between(db, sequence, { end: await safeEnd(db, tenantId), tenantId, limit });
  }

  /** The next events after a number up to `end`, which must be a safe end of the same tenants, oldest first. */
  async between(
    db: Executor,
    sequence: number,
    { end, tenantId, limit }: TailOptions & { end: number },
  ): Promise<RecordedEvent[]> {
    if (end <= sequence) return [];
    const source =
      tenantId === undefined ? ofAll({ sequence, end, limit }) : ofTenant(tenantId, { sequence, end, limit });
    const { rows } = await sql<RecordedEvent>`
      select ${recordedEvent} from (${source}) e
      order by e.seq`.execute(db);
    return rows;
  }
}

interface Stretch {
  sequence: number;
  end: number;
  limit: number;
}

/** Uses events_by_tenant. */
const ofTenant = (tenantId: TenantId, { sequence, end, limit }: Stretch) => sql`
  select * from events
  where tenant_id = ${tenantId} and seq > ${sequence} and seq <= ${end} and only_webhook_id is null
  order by seq limit ${limit}`;

/**
 * What the next `limit` numbers hold, from the first that there is. No index holds all tenants in one order, because every message
 * would pay for it: this takes two probes of events_by_tenant for each tenant.
 */
const ofAll = ({ sequence, end, limit }: Stretch) => sql`
  with next as materialized (
    select min(first.seq) as seq
    from tenants t
    cross join lateral (
      select seq from events
      where tenant_id = t.id and seq > ${sequence} and seq <= ${end} and only_webhook_id is null
      order by seq limit 1
    ) first
  )
  select found.*
  from next
  cross join tenants t
  cross join lateral (
    select * from events
    where tenant_id = t.id and seq >= next.seq and seq < next.seq + ${limit} and seq <= ${end}
      and only_webhook_id is null
    offset 0
  ) found`;
