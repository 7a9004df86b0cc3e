import { Injectable } from '@nestjs/common';
import type { AgentId, InstanceId, TenantId } from '@recado/contracts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { Database } from '../platform/database/database.ts';
import {
  classesOfDeltas,
  countColumns,
  countsOfDeltas,
  sumsOfClasses,
  sumsOfCounts,
  type Counts,
} from './measures.ts';
import { daysWithin, type Day, type Period } from './period-policy.ts';

/** What happened, with how many first responses and resolutions took how long. Null classes: there were none. */
export interface Totals extends Counts {
  response_classes: number[] | null;
  resolution_classes: number[] | null;
}

/** Null where nothing was noted. */
type MaybeTotals = { [field in keyof Totals]: Totals[field] | null };

/** What is open at this moment. */
export interface OpenNow {
  open: number;
  pending: number;
  waiting: number;
  waiting_since: Date | null;
}

export type OverviewTotals = MaybeTotals & OpenNow;
export type InstanceTotals = MaybeTotals & { instance_id: InstanceId; name: string };
export type AgentTotals = Totals & {
  agent_id: AgentId;
  instance_id: InstanceId;
  name: string | null;
  type: string | null;
};

/** Whose statistics: of these instances of the tenant; undefined is all. */
export interface Scope {
  tenantId: TenantId;
  instances: readonly InstanceId[] | undefined;
}

const columns = sql.raw(countColumns.map((column) => `c.${column}`).join(', '));

/**
 * Statistics. Each is one statement, which takes what is added up and what is not yet, so that it is exact at its moment. The
 * unique keys of statistics_counts and statistics_durations find their rows; no message is read.
 */
@Injectable()
export class StatisticsQueries {
  constructor(private readonly database: Database) {}

  async hasInstance(tenantId: TenantId, id: InstanceId): Promise<boolean> {
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('instances')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    return row !== undefined;
  }

  /** Conversations of now are counted by conversations_live, each instance for itself: joined, the whole table would be read. */
  async overview(scope: Scope, period: Period): Promise<OverviewTotals> {
    return this.database.inTenant(scope.tenantId, async (tx) => {
      const { rows } = await sql<OverviewTotals>`
        with ${totalsBy('all', scope, period)},
        counted_now as (
          select s.status, sum(c.count)::int8 as count
          from instances i
          cross join unnest(array['open', 'pending', 'waiting']) s (status)
          cross join lateral (
            select count(*) as count from conversations
            where instance_id = i.id and status = s.status and status <> 'closed'
          ) c
          where i.tenant_id = ${scope.tenantId} and ${within(scope, sql`i.id`)}
          group by s.status
        ),
        now as (
          select coalesce(max(count) filter (where status = 'open'), 0) as open,
            coalesce(max(count) filter (where status = 'pending'), 0) as pending,
            coalesce(max(count) filter (where status = 'waiting'), 0) as waiting,
            (
              select min(w.waiting_since)
              from instances i
              cross join lateral (
                select waiting_since from conversations
                where instance_id = i.id and status = 'waiting' order by waiting_since limit 1
              ) w
              where i.tenant_id = ${scope.tenantId} and ${within(scope, sql`i.id`)}
            ) as waiting_since
          from counted_now
        )
        select * from now left join totals on true`.execute(tx);
      const [row] = rows;
      if (row === undefined) throw new Error('An aggregate without groups gave no row');
      return row;
    });
  }

  async byInstance(scope: Scope, period: Period): Promise<InstanceTotals[]> {
    return this.database.inTenant(scope.tenantId, async (tx) => {
      const { rows } = await sql<InstanceTotals>`
        with ${totalsBy('instance', scope, period)}
        select t.*, i.id as instance_id, i.name
        from instances i
        left join totals t on t.key = i.id
        where i.tenant_id = ${scope.tenantId} and ${within(scope, sql`i.id`)}
        order by t.inbound_text + t.inbound_media + t.inbound_interactive + t.inbound_other
          + t.outbound_text + t.outbound_media + t.outbound_interactive + t.outbound_other desc nulls last, i.id`.execute(
        tx,
      );
      return rows;
    });
  }

  async byAgent(scope: Scope, period: Period): Promise<AgentTotals[]> {
    return this.database.inTenant(scope.tenantId, async (tx) => {
      const { rows } = await sql<AgentTotals>`
        with ${totalsBy('agent', scope, period)}
        select t.*, t.key as agent_id, t.of_instance as instance_id, a.name, a.type
        from totals t
        left join agents a on a.id = t.key and a.tenant_id = ${scope.tenantId}
        order by t.closed desc, t.assigned desc, t.key`.execute(tx);
      return rows;
    });
  }

  /** @returns what there was on each day, by its place in `days` from 1 on */
  async byDay(scope: Scope, period: Period, days: Day[]): Promise<(Counts & { place: number })[]> {
    const bounds = sql`${days.map(({ from }) => from)}::timestamptz[]`;
    return this.database.inTenant(scope.tenantId, async (tx) => {
      const { rows } = await sql<Counts & { place: number }>`
        select place, ${sumsOfCounts}
        from (
          select width_bucket(c.at, ${bounds}) as place, ${columns}
          from statistics_counts c
          where c.tenant_id = ${scope.tenantId} and c.grain = 'hour'
            and c.at >= ${period.from} and c.at < ${period.to} and ${within(scope, sql`c.instance_id`)}
          union all
          select width_bucket(hour, ${bounds}) as place, ${countsOfDeltas}
          from statistics_deltas
          where ${ofDeltas(scope, period)}
          group by place
        ) part
        group by place`.execute(tx);
      return rows;
    });
  }
}

/** Whether an instance is among those of the scope. */
export const within = ({ instances }: Scope, column: RawBuilder<unknown>) =>
  instances === undefined ? sql<SqlBool>`true` : sql<SqlBool>`${column} = any(${instances}::uuid[])`;

const ofDeltas = (scope: Scope, { from, to }: Period) => sql<SqlBool>`
  tenant_id = ${scope.tenantId} and hour >= ${from} and hour < ${to} and ${within(scope, sql`instance_id`)}`;

type Key = 'all' | 'instance' | 'agent';

const keys: Record<Key, RawBuilder<unknown>> = {
  all: sql`null::uuid`,
  instance: sql`instance_id`,
  agent: sql`agent_id`,
};

/** Common table expressions, of which `totals` has a row for each `key`: an agent, an instance, or the one of all, which is null. */
function totalsBy(by: Key, scope: Scope, period: Period) {
  const { fromDay, toDay } = daysWithin(period);
  const [day, hour] = by === 'agent' ? ['agent_day', 'agent_hour'] : ['day', 'hour'];
  const key = keys[by];
  const ofKey = by === 'agent' ? sql<SqlBool>`agent_id is not null` : sql<SqlBool>`true`;
  // Three ranges of the unique key rather than a join with them, so that it is always the key that finds them.
  const ofPeriod = (selected: RawBuilder<unknown>) =>
    sql.join(
      [
        { grain: day, from: fromDay, to: toDay },
        { grain: hour, from: period.from, to: fromDay },
        { grain: hour, from: toDay, to: period.to },
      ].map(
        ({ grain, from, to }) => sql`${selected}
          where c.tenant_id = ${scope.tenantId} and c.grain = ${grain} and c.at >= ${from} and c.at < ${to}
            and ${within(scope, sql`c.instance_id`)}`,
      ),
      sql` union all `,
    );
  return sql`
    noted as materialized (
      select * from statistics_deltas where ${ofDeltas(scope, period)} and ${ofKey}
    ),
    counted as (
      select ${key} as key, min(instance_id::text)::uuid as of_instance, ${sumsOfCounts}
      from (
        ${ofPeriod(sql`select c.instance_id, c.agent_id, ${columns} from statistics_counts c`)}
        union all
        select instance_id, agent_id, ${countsOfDeltas} from noted group by instance_id, agent_id
      ) part
      group by 1
    ),
    classed as (
      select ${key} as key, measure, ${sumsOfClasses} as classes
      from (
        ${ofPeriod(sql`select c.instance_id, c.agent_id, c.measure, c.classes from statistics_durations c`)}
        union all
        select instance_id, agent_id, measure, ${classesOfDeltas}::integer[]
        from noted
        where duration_class is not null
        group by instance_id, agent_id, measure
      ) part
      group by 1, 2
    ),
    totals as (
      select counted.*, r.classes as response_classes, s.classes as resolution_classes
      from counted
      left join classed r on r.measure = 'first_response' and r.key is not distinct from counted.key
      left join classed s on s.measure = 'closed' and s.key is not distinct from counted.key
    )`;
}
