import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** What is wanted of a session; `logged_out` becomes `offline` once it is done. */
export type Wanted = 'online' | 'offline' | 'logged_out';

/** Writes what is wanted of a session; see session-row.repository.ts for what the session itself writes. */
@Injectable()
export class WebSessionsRepository {
  /** Notes a wish of the tenant. It is a new one each time, so that it ends the wait before the next try. */
  async want(tenantId: TenantId, tx: Tx, instanceId: InstanceId, wanted: Wanted): Promise<void> {
    await tx
      .insertInto('web_sessions')
      .values({ tenant_id: tenantId, instance_id: instanceId, wanted })
      .onConflict((conflict) =>
        conflict.column('instance_id').doUpdateSet({
          wanted,
          request: sql<number>`web_sessions.request + 1`,
          failures: 0,
          next_try_at: null,
          updated_at: sql<Date>`now()`,
        }),
      )
      .execute();
  }
}
