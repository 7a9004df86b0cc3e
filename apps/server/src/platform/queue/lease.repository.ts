import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../database/database.ts';

/** Seconds a lease lives without renewal. A worker that dies blocks its lanes no longer than this. */
export const LEASE_SECONDS = 12;

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

  /** Takes the lane if nobody holds it. @returns the fence, or undefined when another holds it */
  async acquire(lane: LaneKey, holder: string): Promise<number | undefined> {
    const row = await this.database.statements
      .insertInto('leases')
      .values({ ...lane, holder, expires_at: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet((row) => ({
            holder,
            fence: sql<number>`leases.fence + 1`,
            expires_at: row.ref('excluded.expires_at'),
          }))
          .where('leases.expires_at', '<=', sql<Date>`now()`),
      )
      .returning('fence')
      .executeTakeFirst();
    return row?.fence;
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

  /** Gives the lane back. The row stays, so that the fence never starts again. */
  async release(lane: LaneKey, fence: number): Promise<void> {
    await this.database.statements
      .updateTable('leases')
      .set({ expires_at: sql`now()` })
      .where('kind', '=', lane.kind)
      .where('id', '=', lane.id)
      .where('fence', '=', fence)
      .execute();
  }

  /** Takes the turn to sweep until the transaction ends; one worker of the fleet sweeps at a time. */
  async maySweep(tx: Tx): Promise<boolean> {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(${SWEEP_LOCK}::bigint) as mine`.execute(tx);
    return rows[0]?.mine === true;
  }
}
