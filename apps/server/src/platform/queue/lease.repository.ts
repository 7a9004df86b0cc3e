import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../database/database.ts';

/** Seconds a lease lives without renewal. A worker that dies blocks its lanes no longer than this. */
export const LEASE_SECONDS = 12;

// Earlier than any statement: one that began before the lane was given back, and waited for the row, must find it free too.
const GIVEN_BACK = sql<Date>`'-infinity'::timestamptz`;
const IS_FREE = sql<boolean>`(leases.expires_at <= now())`;

// The number is ours alone in this database.
const SWEEP_LOCK = 7_230_412;

interface LaneKey {
  kind: string;
  id: string;
}

/** Rows that say who may run a lane. The clock is the database's alone. */
@Injectable()
export class LeaseRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /**
   * Takes the lane if nobody holds it; otherwise notes that it is wanted, which its holder learns when it gives it back.
   * @returns the fence, or undefined when another holds it
   */
  async acquire(lane: LaneKey, holder: string): Promise<number | undefined> {
    const row = await this.database.statements
      .insertInto('leases')
      .values({ ...lane, holder, expires_at: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
      .onConflict((conflict) =>
        conflict.columns(['kind', 'id']).doUpdateSet((row) => ({
          holder: sql<string>`case when ${IS_FREE} then ${row.ref('excluded.holder')} else leases.holder end`,
          fence: sql<number>`leases.fence + case when ${IS_FREE} then 1 else 0 end`,
          expires_at: sql<Date>`case when ${IS_FREE} then ${row.ref('excluded.expires_at')} else leases.expires_at end`,
          since: sql<Date>`case when ${IS_FREE} then now() else leases.since end`,
          is_wanted: sql<boolean>`not ${IS_FREE}`,
        })),
      )
      .returning(['fence', 'is_wanted'])
      .executeTakeFirstOrThrow();
    return row.is_wanted ? undefined : row.fence;
  }

  /**
   * Notes of lanes that are held that they are wanted. Whoever gives a lane back sees it: the row's lock says which came first.
   * @returns those that are held; the others need somebody to take them
   */
  async want(kind: string, ids: string[]): Promise<Set<string>> {
    const { rows } = await sql<{ id: string }>`
      with held as (
        select id from leases
        where kind = ${kind} and id = any(${ids}::uuid[]) and expires_at > now() and not is_wanted
        order by id for no key update
      ),
      noted as (
        update leases l set is_wanted = true from held where l.kind = ${kind} and l.id = held.id
        returning l.id
      )
      select id from noted
      union all
      select id from leases where kind = ${kind} and id = any(${ids}::uuid[]) and expires_at > now() and is_wanted`.execute(
      this.database.statements,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** @returns false when the lease went to another holder */
  async renew(lane: LaneKey, fence: number): Promise<boolean> {
    const result = await this.database.statements
      .updateTable('leases')
      .set({ expires_at: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
      .where('kind', '=', lane.kind)
      .where('id', '=', lane.id)
      .where('fence', '=', fence)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }

  /** Gives the lane back. The row stays, so that the fence never starts again. @returns whether it was wanted meanwhile */
  async release(lane: LaneKey, fence: number): Promise<boolean> {
    const { rows } = await sql<{ is_wanted: boolean }>`
      with held as (
        select is_wanted from leases
        where kind = ${lane.kind} and id = ${lane.id} and fence = ${fence}
        for no key update
      )
      update leases l set expires_at = ${GIVEN_BACK}, is_wanted = false
      from held
      where l.kind = ${lane.kind} and l.id = ${lane.id}
      returning held.is_wanted`.execute(this.database.statements);
    return rows[0]?.is_wanted === true;
  }

  /** Takes the turn to sweep until the transaction ends; one worker of the fleet sweeps at a time. */
  async maySweep(tx: Tx): Promise<boolean> {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${SWEEP_LOCK}::bigint) as mine`.execute(tx);
    return rows[0]?.mine === true;
  }
}
