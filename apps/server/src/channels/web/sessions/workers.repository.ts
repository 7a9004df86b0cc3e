import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { z } from 'zod';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';

/** A process that holds sessions. */
export interface WorkerProcess {
  id: string;
  /** Host and process, for people. */
  name: string;
}

/** How many sessions are wanted in the fleet, and how many of them each live worker holds. */
export interface SessionSpread {
  wanted: number;
  held: ReadonlyMap<string, number>;
}

const SpreadRow = z.object({ id: z.string().nullable(), held: z.coerce.number(), wanted: z.coerce.number() });

/** Processes that can hold sessions, and how many they hold. */
@Injectable()
export class WorkersRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /**
   * Says that this worker is there. One that is leaving gets no share of the sessions. It also makes itself known again, should
   * its row have been deleted.
   */
  async beat({ id, name }: WorkerProcess, isLeaving: boolean): Promise<void> {
    await this.database.statements
      .insertInto('workers')
      .values({ id, name, is_leaving: isLeaving })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ is_leaving: isLeaving, seen_at: sql<Date>`now()` }),
      )
      .execute();
  }

  async remove(id: string): Promise<void> {
    await this.database.statements.deleteFrom('workers').where('id', '=', id).execute();
  }

  /** A worker counts while it was seen within `goneAfterSeconds` and is not leaving. */
  async spread(goneAfterSeconds: number): Promise<SessionSpread> {
    const { rows } = await sql`
      with wanted as (
        select instance_id from web_sessions where wanted <> 'offline'
      ), held as (
        select l.holder, count(*) as sessions
        from leases l
        where l.kind = 'session' and l.expires_at > now() and l.id in (select instance_id from wanted)
        group by l.holder
      )
      select w.id, coalesce(h.sessions, 0) as held, all_wanted.sessions as wanted
      from (select count(*) as sessions from wanted) all_wanted
        left join workers w
          on not w.is_leaving and w.seen_at > now() - make_interval(secs => ${goneAfterSeconds})
        left join held h on h.holder = w.id`.execute(this.database.statements);
    const found = z.array(SpreadRow).parse(rows);
    return {
      wanted: found[0]?.wanted ?? 0,
      held: new Map(found.flatMap(({ id, held }) => (id === null ? [] : [[id, held]]))),
    };
  }

  /** Processes that were not seen for a day. @returns how many */
  async deleteGone(tx: Tx, limit: number): Promise<number> {
    const result = await tx
      .deleteFrom('workers')
      .where('id', 'in', (query) =>
        query
          .selectFrom('workers')
          .select('id')
          .where('seen_at', '<', sql<Date>`now() - interval '1 day'`)
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}
