import { Injectable } from '@nestjs/common';
import type { FleetProcess, HeldLane, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase } from '../platform/database/database.ts';
import { GONE_AFTER_SECONDS } from './processes.repository.ts';

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
}

const MOST_HELD = 200;

const isAlive = sql`p.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS})`;

export const presentSubject = ({ kind, id, name, tenant_id, tenant_name }: SubjectRow) => ({
  kind,
  id,
  name,
  tenant: tenant_id === null || tenant_name === null ? null : { id: tenant_id, name: tenant_name },
});

/** Processes, and what they hold. Reads across tenants as a worker: only administrators of the platform get here. */
@Injectable()
export class FleetQueries {
  constructor(private readonly database: WorkerDatabase) {}

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

  /** Reads leases, one row for each lane there ever was; each of the few that are held is looked up by key. */
  async held(): Promise<HeldLane[]> {
    const { rows } = await sql<HeldRow>`
      select l.kind, l.id, coalesce(i.name, w.url) as name, t.id as tenant_id, t.name as tenant_name,
        coalesce(p.name, s.name) as holder_name,
        coalesce(${isAlive}, s.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS}), false) as is_holder_alive,
        l.since, l.expires_at
      from leases l
      left join processes p on p.id = l.holder
      left join workers s on s.id = l.holder
      left join instances i on i.id = l.id
      left join webhooks w on w.id = l.id
      left join tenants t on t.id = coalesce(i.tenant_id, w.tenant_id)
      where l.expires_at > now()
      order by l.since, l.kind, l.id
      limit ${MOST_HELD}`.execute(this.database.statements);
    return rows.map((row) => ({
      ...presentSubject(row),
      holder: row.holder_name,
      isHolderAlive: row.is_holder_alive,
      since: row.since.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
  }
}
