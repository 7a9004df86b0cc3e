import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../platform/database/database.ts';

/** The kind of lane that publishes; there is one lane for each destination. */
export const LANE = 'broker';

/** How far a destination is. */
export interface Cursor {
  /** All events up to this number are at the broker, or were not asked for. */
  sequence: number;
  /** How often in a row the broker has failed. */
  failures: number;
  /** Not before this. */
  retryAt: Date;
  /** Why it failed last; null when it did not since. */
  lastError: string | null;
}

/** The turn that writes: only the holder of the lane's lease gets through. */
interface Holder {
  id: string;
  fence: number;
}

const isHeld = ({ id, fence }: Holder) => sql<boolean>`exists (
  select from leases where kind = ${LANE} and id = ${id} and fence = ${fence} and expires_at > now()
)`;

/** One row for each destination there ever was: how far it is, and how the broker fares. */
@Injectable()
export class CursorsRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Makes the cursor of a destination that is new, at this number. */
  async begin(id: string, label: string, sequence: number): Promise<void> {
    await this.database.statements
      .insertInto('broker_cursors')
      .values({ id, destination: label, sequence })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ destination: label }))
      .execute();
  }

  find(id: string): Promise<Cursor | undefined> {
    return this.database.statements
      .selectFrom('broker_cursors')
      .select(['sequence', 'failures', 'retry_at as retryAt', 'last_error as lastError'])
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** Whether there may be something to publish up to `end`, it is time for that, and nobody is at it. */
  async isDue(id: string, end: number): Promise<boolean> {
    const row = await this.database.statements
      .selectFrom('broker_cursors as c')
      .select('c.id')
      .where('c.id', '=', id)
      .where('c.sequence', '<', end)
      .where('c.retry_at', '<=', sql<Date>`now()`)
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('leases as l')
              .select('l.id')
              .where('l.kind', '=', LANE)
              .whereRef('l.id', '=', 'c.id')
              .where('l.expires_at', '>', sql<Date>`now()`),
          ),
        ),
      )
      .executeTakeFirst();
    return row !== undefined;
  }

  /** @returns false when the lane has gone to another holder */
  async move(holder: Holder, sequence: number): Promise<boolean> {
    const result = await this.database.statements
      .updateTable('broker_cursors')
      .set({ sequence, failures: 0, last_error: null, updated_at: sql<Date>`now()` })
      .where('id', '=', holder.id)
      .where('sequence', '<=', sequence)
      .where(isHeld(holder))
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }

  /** Keeps why the broker failed, and leaves it alone until `retryAt`. */
  async noteFailure(
    holder: Holder,
    failure: { failures: number; message: string; retryAt: Date },
  ): Promise<void> {
    await this.database.statements
      .updateTable('broker_cursors')
      .set({
        failures: failure.failures,
        last_error: failure.message,
        retry_at: failure.retryAt,
        updated_at: sql<Date>`now()`,
      })
      .where('id', '=', holder.id)
      .where(isHeld(holder))
      .execute();
  }

  /** Leaves the broker alone no longer. */
  async retryNow(tx: Tx, id: string): Promise<void> {
    await tx
      .updateTable('broker_cursors')
      .set({ retry_at: sql<Date>`now()` })
      .where('id', '=', id)
      .where('retry_at', '>', sql<Date>`now()`)
      .execute();
  }
}
