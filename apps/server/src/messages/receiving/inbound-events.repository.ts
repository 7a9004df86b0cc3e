import { Injectable } from '@nestjs/common';
import type { InboundEventId, InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import type { InboundEventRow } from './inbound-events.queries.ts';

export interface InboundRow {
  id: string;
  kind: string;
  payload: unknown;
  attempts: number;
  received_at: Date;
}

const NAME = 'inbound';

/** The provider's events between their being kept and their being processed. Workers alone use it. */
@Injectable()
export class InboundEventsRepository {
  /** What is due, in the order in which it came, locked for this transaction. Uses inbound_events_due and inbound_events_waiting. */
  async lockDue(tx: Tx, instanceId: InstanceId, limit: number): Promise<InboundRow[]> {
    const { rows } = await sql<InboundRow>`
      select id, kind, payload, attempts, received_at
      from inbound_events
      where instance_id = ${instanceId} and state in ('pending', 'waiting') and run_at <= now()
      order by seq
      limit ${limit}
      for update skip locked`.execute(tx);
    return rows;
  }

  async lock(tx: Tx, id: string): Promise<InboundRow | undefined> {
    return tx
      .selectFrom('inbound_events')
      .select(['id', 'kind', 'payload', 'attempts', 'received_at'])
      .where('id', '=', id)
      .where('state', 'in', ['pending', 'waiting'])
      .forUpdate()
      .executeTakeFirst();
  }

  async finish(tx: Tx, ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    await sql`
      update inbound_events set state = 'done', processed_at = now(), waits_for = null
      where id = any(${ids}::uuid[])`.execute(tx);
  }

  /** Puts aside statuses of messages that we do not know yet. */
  async wait(tx: Tx, waits: { id: string; waitsFor: string; runInSeconds: number }[]): Promise<void> {
    if (waits.length === 0) return;
    await sql`
      update inbound_events e
      set state = 'waiting', waits_for = given.waits_for, attempts = e.attempts + 1,
        run_at = now() + make_interval(secs => given.run_in_seconds)
      from unnest(
        ${waits.map((wait) => wait.id)}::uuid[],
        ${waits.map((wait) => wait.waitsFor)}::text[],
        ${waits.map((wait) => wait.runInSeconds)}::float8[]
      ) as given (id, waits_for, run_in_seconds)
      where e.id = given.id`.execute(tx);
  }

  /** Notes a try that failed: later again, or set aside for a person. */
  async fail(
    tx: Tx,
    id: string,
    failure: { detail: string; isPoison: boolean; runInSeconds: number },
  ): Promise<void> {
    await sql`
      update inbound_events
      set attempts = attempts + 1, error_detail = ${failure.detail},
        state = ${failure.isPoison ? 'poison' : 'pending'}, run_at = now() + make_interval(secs => ${failure.runInSeconds}::float8)
      where id = ${id}`.execute(tx);
  }

  async find(tenantId: TenantId, tx: Tx, id: InboundEventId): Promise<InboundEventRow | undefined> {
    const { rows } = await sql<InboundEventRow>`
      select * from inbound_events where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
    return rows[0];
  }

  /** A new start for an event that was set aside. @returns undefined when it is not */
  async replay(tenantId: TenantId, tx: Tx, id: InboundEventId): Promise<InboundEventRow | undefined> {
    const { rows } = await sql<InboundEventRow>`
      update inbound_events
      set state = 'pending', attempts = 0, run_at = now(), error_detail = null
      where tenant_id = ${tenantId} and id = ${id} and state = 'poison'
      returning *`.execute(tx);
    return rows[0];
  }

  /** Instances that have something due and no live holder, for the sweep. */
  async findDue(tx: Tx, limit: number): Promise<InstanceId[]> {
    const { rows } = await sql<{ id: InstanceId }>`
      select i.id
      from instances i
      where not exists (select 1 from leases l where l.kind = ${NAME} and l.id = i.id and l.expires_at > now())
        and (
          exists (select 1 from inbound_events e where e.instance_id = i.id and e.state = 'pending' and e.run_at <= now())
          or exists (select 1 from inbound_events e where e.instance_id = i.id and e.state = 'waiting' and e.run_at <= now())
        )
      limit ${limit}`.execute(tx);
    return rows.map((row) => row.id);
  }

  /** Forgets what was processed more than 8 days ago; the provider repeats itself for 7. Uses inbound_events_done. */
  async deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from inbound_events
      where ctid in (
        select ctid from inbound_events
        where state = 'done' and processed_at < now() - interval '8 days'
        limit ${limit} for update skip locked
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
