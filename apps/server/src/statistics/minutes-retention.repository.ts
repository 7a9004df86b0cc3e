import { Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { Retention } from '../platform/database/retention.ts';
import { MINUTES_KEPT_HOURS } from './deltas.repository.ts';

/** Deletes minutes that no chart shows any more. */
@Injectable()
export class MinutesRetention implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'minutes of the statistics',
      deleteBatch: (tx, limit) => this.#deleteOld(tx, limit),
    });
  }

  /** Uses statistics_minutes_by_time. */
  async #deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      with old as (
        select tenant_id, at, instance_id from statistics_minutes
        where at < now() - make_interval(hours => ${MINUTES_KEPT_HOURS})
        order by at limit ${limit} for update skip locked
      )
      delete from statistics_minutes m using old
      where m.tenant_id = old.tenant_id and m.at = old.at and m.instance_id = old.instance_id`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
