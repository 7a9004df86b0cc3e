import { Injectable } from '@nestjs/common';
import type { StuckLane } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase } from '../platform/database/database.ts';
import { presentSubject, type SubjectRow } from './fleet.queries.ts';
import { GONE_AFTER_SECONDS } from './processes.repository.ts';

interface StuckRow extends SubjectRow {
  due_since: Date;
  holder_name: string | null;
  is_held: boolean;
  is_holder_alive: boolean;
}

const MOST = 50;
/** What is due for longer than this should have been done: a sweep comes every second, a dead hold ends within 12. */
const STUCK_SECONDS = 30;

const late = sql`now() - make_interval(secs => ${STUCK_SECONDS})`;

/** Lanes whose work is due and that do not get on. Reads across tenants as a worker. */
@Injectable()
export class StuckLanesQueries {
  constructor(private readonly database: WorkerDatabase) {}

  /** messages_due, inbound_events_due and webhook_deliveries_due give the head of each number and endpoint in use. */
  async stuck(): Promise<StuckLane[]> {
    const { rows } = await sql<StuckRow>`
      with late as (
        select 'send' as kind, i.id, i.name, i.tenant_id, head.run_at
        from instances i
        cross join lateral (
          select m.run_at from messages m
          where m.instance_id = i.id and m.status = 'pending' and m.run_at <= now() order by m.priority, m.seq limit 1
        ) head
        where i.is_active and i.status = 'connected' and head.run_at < ${late}
        union all
        select 'inbound', i.id, i.name, i.tenant_id, head.run_at
        from instances i
        cross join lateral (
          select e.run_at from inbound_events e
          where e.instance_id = i.id and e.state = 'pending' and e.run_at <= now() order by e.seq limit 1
        ) head
        where head.run_at < ${late}
        union all
        select 'webhook', w.id, w.url, w.tenant_id, head.run_at
        from webhooks w
        cross join lateral (
          select d.run_at from webhook_deliveries d
          where d.webhook_id = w.id and d.state = 'pending' and d.run_at <= now() order by d.run_at limit 1
        ) head
        where w.is_active and (w.paused_until is null or w.paused_until <= now()) and head.run_at < ${late}
      )
      select late.kind, late.id, late.name, t.id as tenant_id, t.name as tenant_name, late.run_at as due_since,
        p.name as holder_name, l.id is not null as is_held,
        coalesce(p.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS}), false) as is_holder_alive
      from late
      join tenants t on t.id = late.tenant_id
      left join leases l on l.kind = late.kind and l.id = late.id and l.expires_at > now()
      left join processes p on p.id = l.holder
      order by late.run_at, late.id
      limit ${MOST}`.execute(this.database.statements);
    return rows.map((row) => ({
      ...presentSubject(row),
      dueSince: row.due_since.toISOString(),
      holder: row.holder_name,
      isHeld: row.is_held,
      isHolderAlive: row.is_holder_alive,
    }));
  }
}
