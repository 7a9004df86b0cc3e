import { Injectable } from '@nestjs/common';
import type { StuckLane } from '@recado/contracts';
import { sql } from 'kysely';
import { BrokerBacklog, type BrokerWork } from '../brokers/index.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { presentSubject, type SubjectRow } from './fleet.queries.ts';
import { late, lateWork } from './late-work.ts';
import { GONE_AFTER_SECONDS } from './processes.repository.ts';
import { waitingWork } from './waiting-work.ts';

interface StuckRow extends SubjectRow {
  due_since: Date;
  waiting: number;
  holder_name: string | null;
  is_held: boolean;
  is_holder_alive: boolean;
}

const MOST = 50;

/** Lanes whose work is due and that do not get on. Reads across tenants as a worker. */
@Injectable()
export class StuckLanesQueries {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly broker: BrokerBacklog,
  ) {}

  /** The longest overdue first. Counts the work of those alone that it gives. */
  async stuck(): Promise<StuckLane[]> {
    const broker = await this.broker.read();
    const { rows } = await sql<StuckRow>`
      with late as (
        ${lateWork}
        union all
        ${ofBroker(broker)}
      ),
      lane as materialized (select * from late order by at, id limit ${MOST})
      select lane.kind, lane.id, lane.name, t.id as tenant_id, t.name as tenant_name, lane.at as due_since, work.waiting,
        p.name as holder_name, l.id is not null as is_held,
        coalesce(p.seen_at > now() - make_interval(secs => ${GONE_AFTER_SECONDS}), false) as is_holder_alive
      from lane
      ${waitingWork}
      left join tenants t on t.id = lane.tenant_id
      left join leases l on l.kind = lane.kind and l.id = lane.id and l.expires_at > now()
      left join processes p on p.id = l.holder
      order by lane.at, lane.id`.execute(this.database.statements);
    return rows.map((row) => ({
      ...presentSubject(row),
      dueSince: row.due_since.toISOString(),
      holder: row.holder_name,
      isHeld: row.is_held,
      isHolderAlive: row.is_holder_alive,
      waiting: row.waiting,
      error: null,
      ...(row.kind === 'broker' && broker && { waiting: broker.waiting, error: broker.error }),
    }));
  }
}

/** The lane of the broker, when events are late on their way to it. */
const ofBroker = (work: BrokerWork | undefined) => sql`
  select 'broker', ${work?.id ?? null}::uuid, ${work?.name ?? null}::text, null::uuid, ${work?.oldestAt ?? null}::timestamptz
  where ${work?.oldestAt ?? null}::timestamptz < ${late}`;
