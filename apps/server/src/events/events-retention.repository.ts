import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { sql } from 'kysely';
import { CONFIG, type Config } from '../config.ts';
import type { Tx } from '../platform/database/database.ts';
import { Retention } from '../platform/database/retention.ts';

/** An event takes its deliveries and their attempts along. */
const BATCH = 200;

/** Deletes events that have outlived their time, with their deliveries, whatever state these are in. */
@Injectable()
export class EventsRetention implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'events',
      batch: BATCH,
      deleteBatch: (tx, limit) => this.deleteOld(tx, limit),
    });
  }

  /**
   * Uses events_by_time. Leaves out what anybody has locked and what is on its way to an endpoint at this moment, so that no
   * worker that writes an outcome waits for it. @returns how many events
   */
  async deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      with old as materialized (
        select e.id from events e
        where e.created_at < now() - make_interval(days => ${this.config.RECADO_EVENTS_RETENTION_DAYS})
          and not exists (
            select from webhook_deliveries d where d.event_id = e.id and d.state = 'delivering' and d.claim_until > now()
          )
        order by e.created_at
        limit ${limit}
        for update skip locked
      )
      delete from events e using old where e.id = old.id`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
