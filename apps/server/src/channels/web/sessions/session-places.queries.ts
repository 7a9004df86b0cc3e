import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import type { SessionOwner } from '../../channel.ts';

/** Reads where sessions are. */
@Injectable()
export class SessionPlacesQueries {
  constructor(private readonly database: WorkerDatabase) {}

  /** The process that holds a session now, and whether WhatsApp has let it in, as far as it told. */
  async holderOf(instanceId: InstanceId): Promise<{ holder: string; isOpen: boolean } | undefined> {
    const row = await this.database.statements
      .selectFrom('leases as l')
      .leftJoin('instances as i', 'i.id', 'l.id')
      .select(['l.holder', 'i.status'])
      .where('l.kind', '=', 'session')
      .where('l.id', '=', instanceId)
      .where('l.expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst();
    return row && { holder: row.holder, isOpen: row.status === 'connected' };
  }

  /** Which process holds each of these sessions; absent: nobody. */
  async ownersOf(
    tenantId: TenantId,
    tx: Tx,
    instanceIds: readonly InstanceId[],
  ): Promise<ReadonlyMap<InstanceId, SessionOwner>> {
    if (instanceIds.length === 0) return new Map();
    const rows = await tx
      .selectFrom('web_sessions as s')
      .innerJoin('leases as l', 'l.id', 's.instance_id')
      .innerJoin('workers as w', 'w.id', 'l.holder')
      .select(['s.instance_id', 'w.id', 'w.name'])
      .where('s.tenant_id', '=', tenantId)
      .where('s.instance_id', 'in', instanceIds)
      .where('l.kind', '=', 'session')
      .where('l.expires_at', '>', sql<Date>`now()`)
      .execute();
    return new Map(rows.map((row) => [row.instance_id, { workerId: row.id, name: row.name }]));
  }
}
