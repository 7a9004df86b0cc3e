import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';

const Wish = z.object({ wanted: z.enum(['online', 'offline', 'logged_out']), request: z.number() });
/** What the tenant wants of a session; `request` grows with each time it was said. */
export type Wish = z.infer<typeof Wish>;

/** What is wanted of the sessions that a process holds. */
@Injectable()
export class SessionWishesRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Those that are gone belong to a deleted instance. */
  async of(instanceIds: readonly InstanceId[]): Promise<ReadonlyMap<InstanceId, Wish>> {
    if (instanceIds.length === 0) return new Map();
    const rows = await this.database.statements
      .selectFrom('web_sessions')
      .select(['instance_id', 'wanted', 'request'])
      .where('instance_id', 'in', instanceIds)
      .execute();
    return new Map(rows.map((row) => [row.instance_id, Wish.parse(row)]));
  }

  /** The logout is done; a connect that was asked for meanwhile stays. */
  async loggedOut(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<void> {
    await tx
      .updateTable('web_sessions')
      .set({ wanted: 'offline', updated_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('wanted', '=', 'logged_out')
      .execute();
  }
}
