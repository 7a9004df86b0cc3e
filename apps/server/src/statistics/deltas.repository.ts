import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { classesOfDeltas, countColumns, countsOfDeltas } from './measures.ts';

const columnList = sql.raw(countColumns.join(', '));
const added = sql.raw(
  countColumns.map((column) => `${column} = statistics_counts.${column} + excluded.${column}`).join(', '),
);

/** Minutes are kept for the longest that is shown of them, and what rounding adds. */
export const MINUTES_KEPT_HOURS = 25;

// What was written longer ago comes from the history of a phone.
const addedMinutes = sql`
  insert into statistics_minutes (tenant_id, at, instance_id, inbound, outbound)
  select tenant_id, minute, instance_id,
    coalesce(sum(count) filter (where measure like 'inbound%'), 0),
    coalesce(sum(count) filter (where measure like 'outbound%'), 0)
  from spread
  where grain = 'hour' and minute > now() - make_interval(hours => ${MINUTES_KEPT_HOURS})
  group by tenant_id, minute, instance_id
  order by tenant_id, minute, instance_id
  on conflict (tenant_id, at, instance_id) do update
  set inbound = statistics_minutes.inbound + excluded.inbound,
    outbound = statistics_minutes.outbound + excluded.outbound`;

/** What was noted of what happened, until it is added up. Workers alone use it. */
@Injectable()
export class DeltasRepository {
  /**
   * Adds up deltas and deletes them, in one statement: who reads at the same time sees either them or their sum. Waits for
   * nobody who notes something; two at once take different deltas, and add to rows in the order of their key.
   * @returns how many deltas there were
   */
  async compact(tx: Tx, limit: number): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      with free as materialized (
        select tenant_id, id from statistics_deltas limit ${limit} for update skip locked
      ),
      taken as (
        delete from statistics_deltas d
        using free
        where d.tenant_id = free.tenant_id and d.id = free.id
        returning d.*
      ),
      -- Of an hour and of its day; for all, and for the agent whose doing it was. What is of an instance that is gone goes with it.
      spread as (
        select t.tenant_id, t.instance_id, place.grain, place.at, place.agent_id, t.minute, t.measure, t.count, t.duration_ms, t.duration_class
        from taken t
        join instances i on i.tenant_id = t.tenant_id and i.id = t.instance_id
        cross join lateral (
          values
            ('hour', t.hour, null::uuid),
            ('day', date_trunc('day', t.hour, 'UTC'), null),
            ('agent_hour', t.hour, t.agent_id),
            ('agent_day', date_trunc('day', t.hour, 'UTC'), t.agent_id)
        ) place (grain, at, agent_id)
        where place.agent_id is not null or place.grain in ('hour', 'day')
      ),
      counted as (
        insert into statistics_counts (tenant_id, grain, at, instance_id, agent_id, ${columnList})
        select tenant_id, grain, at, instance_id, agent_id, ${countsOfDeltas}
        from spread
        group by tenant_id, grain, at, instance_id, agent_id
        order by tenant_id, grain, at, instance_id, agent_id
        on conflict (tenant_id, grain, at, instance_id, agent_id) do update set ${added}
      ),
      minuted as (${addedMinutes}),
      classed as (
        insert into statistics_durations (tenant_id, grain, at, instance_id, agent_id, measure, classes)
        select tenant_id, grain, at, instance_id, agent_id, measure, ${classesOfDeltas}
        from spread
        where duration_class is not null
        group by tenant_id, grain, at, instance_id, agent_id, measure
        order by tenant_id, grain, at, instance_id, agent_id, measure
        on conflict (tenant_id, grain, at, instance_id, agent_id, measure) do update
        set classes = (
          select array_agg(pair.a + pair.b order by pair.place)
          from unnest(statistics_durations.classes, excluded.classes) with ordinality as pair (a, b, place)
        )
      )
      select count(*)::int as count from taken`.execute(tx);
    return rows[0]?.count ?? 0;
  }
}
