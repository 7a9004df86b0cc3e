import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../platform/database/database.ts';

/** A process that counts as gone was not seen for this long: three beats. */
export const GONE_AFTER_SECONDS = 15;

export interface ProcessFacts {
  id: string;
  name: string;
  role: string;
  version: string;
  memory_bytes: number;
}

/** The processes of the fleet, and leases of those that are gone. */
@Injectable()
export class ProcessesRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Says that a process is there; it makes itself known again, should its row have been deleted. */
  async beat(facts: ProcessFacts): Promise<void> {
    await this.database.statements
      .insertInto('processes')
      .values(facts)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ memory_bytes: facts.memory_bytes, seen_at: sql<Date>`now()` }),
      )
      .execute();
  }

  async remove(id: string): Promise<void> {
    await this.database.statements.deleteFrom('processes').where('id', '=', id).execute();
  }

  /** Ends the hold of a process that is gone. @returns whether there was one */
  async release(tx: Tx, lane: { kind: string; id: string }): Promise<boolean> {
    const result = await sql`
      update leases l set expires_at = '-infinity', is_wanted = false
      where l.kind = ${lane.kind} and l.id = ${lane.id} and l.expires_at > now() and not exists (
        select from processes p
        where p.id = l.holder and p.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS})
      )`.execute(tx);
    return result.numAffectedRows === 1n;
  }

  /** Processes that were not seen for a day. @returns how many */
  async deleteGone(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from processes where id in (
        select id from processes where seen_at < now() - interval '1 day' limit ${limit} for update skip locked
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
