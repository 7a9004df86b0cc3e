import { Injectable } from '@nestjs/common';
import type { TrafficStep } from '@recado/contracts';
import { sql } from 'kysely';
import { Database } from '../platform/database/database.ts';
import { within, type Scope } from './statistics.queries.ts';

/** Messages in a minute or an hour. */
export interface TrafficPoint {
  at: Date;
  inbound: number;
  outbound: number;
}

const directions = ['inbound', 'outbound'] as const;
const groups = ['text', 'media', 'interactive', 'other'];

// What is added up, and the name under which its time is noted.
const sources = {
  minute: {
    added: sql`select at, inbound, outbound from statistics_minutes c where true`,
    noted: sql`minute`,
  },
  hour: {
    added: sql`
      select at, ${sql.raw(
        directions
          .map(
            (direction) => `${groups.map((group) => `c.${direction}_${group}`).join(' + ')} as ${direction}`,
          )
          .join(', '),
      )}
      from statistics_counts c where c.grain = 'hour'`,
    noted: sql`hour`,
  },
} as const satisfies Record<TrafficStep, unknown>;

/** Messages by the minute and by the hour: what is added up and what is not yet, in one statement. No message is read. */
@Injectable()
export class TrafficQueries {
  constructor(private readonly database: Database) {}

  /** The keys of statistics_minutes and statistics_counts find the rows. @returns only points at which there was something */
  async since(scope: Scope, step: TrafficStep, from: Date): Promise<TrafficPoint[]> {
    const { added, noted } = sources[step];
    return this.database.inTenant(scope.tenantId, async (tx) => {
      const { rows } = await sql<TrafficPoint>`
        select at, sum(inbound)::int as inbound, sum(outbound)::int as outbound
        from (
          ${added} and c.tenant_id = ${scope.tenantId} and c.at >= ${from} and ${within(scope, sql`c.instance_id`)}
          union all
          select ${noted},
            case when measure like 'inbound%' then count else 0 end,
            case when measure like 'outbound%' then count else 0 end
          from statistics_deltas d
          where d.tenant_id = ${scope.tenantId} and ${noted} >= ${from} and ${within(scope, sql`d.instance_id`)}
        ) part
        group by at`.execute(tx);
      return rows;
    });
  }
}
