import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../platform/database/database.ts';
import { within, type Scope } from './statistics.queries.ts';

/** How far messages got, and how soon they were sent. */
export interface DeliveryRow {
  accepted: number;
  waiting: number;
  in_doubt: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  dropped: number;
  timed: number;
  scheduled: number;
  p50_ms: number | null;
  p99_ms: number | null;
  is_capped: boolean;
}

/** What waits to be sent. */
export interface QueueRow {
  due: number;
  scheduled: number;
  oldest_due_at: Date | null;
  held: number;
  is_capped: boolean;
}

/** Messages that are read at most, shared among the numbers: enough for a 99th percentile, and read in well under a second. */
const MOST_READ = 20_000;
const LEAST_OF_EACH = 200;
/** What waits is counted up to here on each number. */
const MOST_QUEUED = 10_000;

/** How messages fare on their way to WhatsApp. However many there are, a bounded number of them is read. */
@Injectable()
export class DeliveryQueries {
  constructor(private readonly database: Database) {}

  /** Messages accepted since a time: the newest of each number, which messages_by_instance finds. */
  async delivery(scope: Scope, from: Date): Promise<DeliveryRow> {
    return this.database.inTenant(scope.tenantId, async (tx) => {
      const { rows } = await sql<DeliveryRow>`
        with numbers as materialized (
          select id, greatest(${LEAST_OF_EACH}::int, ${MOST_READ}::int / (count(*) over ())::int) as most
          from instances i
          where i.tenant_id = ${scope.tenantId} and ${within(scope, sql`i.id`)}
        ),
        looked_at as materialized (
          select m.*, m.place = numbers.most as is_last
          from numbers
          cross join lateral (
            select direction, status, is_scheduled, created_at, processed_at, row_number() over () as place
            from (
              select direction, status, is_scheduled, created_at, processed_at
              from messages
              where instance_id = numbers.id and created_at >= ${from}
              order by created_at desc, id desc
              limit numbers.most
            ) newest
          ) m
        ),
        accepted as (
          select status, is_scheduled, processed_at is not null as is_sent,
            greatest(0, extract(epoch from processed_at - created_at) * 1000) as took_ms
          from looked_at
          where direction = 'outbound'
        )
        select count(*)::int as accepted,
          count(*) filter (where status in ('pending', 'sending'))::int as waiting,
          count(*) filter (where status = 'in_doubt')::int as in_doubt,
          count(*) filter (where is_sent or status in ('sent', 'delivered', 'read'))::int as sent,
          count(*) filter (where status in ('delivered', 'read'))::int as delivered,
          count(*) filter (where status = 'read')::int as read,
          count(*) filter (where status = 'failed')::int as failed,
          count(*) filter (where status in ('cancelled', 'expired'))::int as dropped,
          count(*) filter (where is_sent and not is_scheduled)::int as timed,
          count(*) filter (where is_sent and is_scheduled)::int as scheduled,
          percentile_disc(0.5) within group (order by took_ms) filter (where is_sent and not is_scheduled)::int as p50_ms,
          percentile_disc(0.99) within group (order by took_ms) filter (where is_sent and not is_scheduled)::int as p99_ms,
          coalesce((select bool_or(is_last) from looked_at), false) as is_capped
        from accepted`.execute(tx);
      return only(rows);
    });
  }

  /** What waits now; messages_due and messages_unsettled find it. A number that is not connected holds its messages back too. */
  async queue(scope: Scope): Promise<QueueRow> {
    return this.database.inTenant(scope.tenantId, async (tx) => {
      const { rows } = await sql<QueueRow>`
        select coalesce(sum(q.due), 0)::int as due, coalesce(sum(q.scheduled), 0)::int as scheduled,
          min(q.oldest_due_at) as oldest_due_at, coalesce(bool_or(q.pending = ${MOST_QUEUED}), false) as is_capped,
          (
            select count(*)::int from messages m
            where m.tenant_id = ${scope.tenantId} and m.status in ('sending', 'in_doubt')
              and m.status = 'in_doubt' and m.claim_until is null and ${within(scope, sql`m.instance_id`)}
          ) as held
        from instances i
        cross join lateral (
          select count(*) as pending, count(*) filter (where run_at <= now()) as due,
            count(*) filter (where run_at > now()) as scheduled, min(run_at) filter (where run_at <= now()) as oldest_due_at
          from (
            select run_at from messages
            where instance_id = i.id and status = 'pending' order by priority, seq limit ${MOST_QUEUED}
          ) waiting
        ) q
        where i.tenant_id = ${scope.tenantId} and ${within(scope, sql`i.id`)}`.execute(tx);
      return only(rows);
    });
  }
}

function only<Row>([row]: Row[]): Row {
  if (row === undefined) throw new Error('An aggregate without groups gave no row');
  return row;
}
