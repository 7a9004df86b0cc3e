import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { CONFIG, type Config } from '../../config.ts';
import type { Tx } from '../../platform/database/database.ts';
import { Retention } from '../../platform/database/retention.ts';

/** Deletes counts of attempts that have outlived the events. */
@Injectable()
export class HoursRetention implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'webhook statistics',
      deleteBatch: (tx, limit) => this.#deleteOld(tx, limit),
    });
  }

  /** Uses webhook_hours_by_time. */
  async #deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      with old as (
        select webhook_id, hour, bucket from webhook_hours
        where hour < now() - make_interval(days => ${this.config.RECADO_EVENTS_RETENTION_DAYS})
        order by hour limit ${limit} for update skip locked
      )
      delete from webhook_hours h using old
      where h.webhook_id = old.webhook_id and h.hour = old.hour and h.bucket = old.bucket`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
