import { Injectable } from '@nestjs/common';
import type { FleetProcess, HeldLane, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { BrokerBacklog } from '../brokers/index.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { GONE_AFTER_SECONDS } from './processes.repository.ts';
import { waitingWork } from './waiting-work.ts';

/** What a lane serves, as it is known to people. */
export interface SubjectRow {
  kind: string;
  id: string;
  name: string | null;
  tenant_id: TenantId | null;
  tenant_name: string | null;
}

interface ProcessRow {
  id: string;
  name: string;
  role: FleetProcess['role'];
  version: string;
  started_at: Date;
  seen_at: Date;
  is_alive: boolean;
  memory_bytes: string;
  lanes: number;
  sessions: number;
}

interface HeldRow extends SubjectRow {
  holder_name: string | null;
  is_holder_alive: boolean;
  since: Date;
  expires_at: Date;
  waiting: number;
  oldest_at: Date | null;
}

const MOST_HELD = 200;

const isAlive = sql`p.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS})`;

export const presentSubject = ({ kind, id, name, tenant_id, tenant_name }: SubjectRow) => ({
  kind,
  id,
  name,
  tenant: tenant_id === null || tenant_name === null ? null : { id: tenant_id, name: tenant_name },
});

const presentWork = (waiting: number | null, oldestAt: Date | null) => ({
  waiting,
  oldestDueAt: oldestAt?.toISOString() ?? null,
});

/** Processes, and what they hold. Reads across tenants as a worker: only administrators of the platform get here. */
@Injectable()
export class FleetQueries {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly broker: BrokerBacklog,
  ) {}

  /** The rows of processes are few. Sessions are held under the process's name in `workers`. */
  async processes(): Promise<FleetProcess[]> {
    const { rows } = await sql<ProcessRow>`
      with held as (select holder, kind, count(*)::int as count from leases where expires_at > now() group by holder, kind)
      select p.id, p.name, p.role, p.version, p.started_at, p.seen_at, ${isAlive} as is_alive, p.memory_bytes::text,
        coalesce((select sum(h.count) from held h where h.holder = p.id and h.kind <> 'session'), 0)::int as lanes,
        coalesce((
          select sum(h.count) from held h join workers w on w.id = h.holder
          where h.kind = 'session' and w.name = p.name
        ), 0)::int as sessions
      from processes p
      order by ${isAlive} desc, p.started_at, p.id`.execute(this.database.statements);
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      role: row.role,
      version: row.version,
      startedAt: row.started_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      isAlive: row.is_alive,
      memoryBytes: Number(row.memory_bytes),
      lanes: row.lanes,
      sessions: row.sessions,
    }));
  }

  /**
   * Reads leases, one row for each lane there ever was; each of the few that are held is looked up by key, with its work. Sessions
   * come last: they are held as long as their number is connected, and would leave no room for lanes.
   */
  async held(): Promise<HeldLane[]> {
    const broker = await this.broker.read();
    const { rows } = await sql<HeldRow>`
      with lane as materialized (
        select * from leases where expires_at > now() order by kind = 'session', since, kind, id limit ${MOST_HELD}
      )
      select lane.kind, lane.id, coalesce(i.name, w.url, a.name, b.name, k.destination) as name,
        t.id as tenant_id, t.name as tenant_name, coalesce(p.name, s.name) as holder_name,
        coalesce(${isAlive}, s.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS}), false) as is_holder_alive,
        lane.since, lane.expires_at, work.waiting, work.oldest_at
      from lane
      ${waitingWork}
      left join processes p on p.id = lane.holder
      left join workers s on s.id = lane.holder
      left join instances i on i.id = lane.id
      left join webhook_replays r on r.id = lane.id
      left join webhooks w on w.id = coalesce(r.webhook_id, lane.id)
      left join agents a on a.id = lane.id
      left join broadcasts b on b.id = lane.id
      left join broker_cursors k on k.id = lane.id
      left join tenants t on t.id = coalesce(i.tenant_id, w.tenant_id, a.tenant_id, b.tenant_id)
      order by lane.kind = 'session', lane.since, lane.kind, lane.id`.execute(this.database.statements);
    return rows.map((row) => ({
      ...presentSubject(row),
      holder: row.holder_name,
      isHolderAlive: row.is_holder_alive,
      since: row.since.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      ...(row.kind === 'broker' && broker?.id === row.id
        ? presentWork(broker.waiting, broker.oldestAt ?? null)
        : presentWork(row.kind === 'session' ? null : row.waiting, row.oldest_at)),
    }));
  }
}
