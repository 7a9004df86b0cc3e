import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { notFound } from '../http/app-error.ts';
import type { Caller } from '../http/caller.ts';
import { Database, WorkerDatabase, type Tx } from './database.ts';

/** For routes where an administrator of the platform may name another tenant. */
@Injectable()
export class TenantReach {
  constructor(
    private readonly database: Database,
    private readonly workerDatabase: WorkerDatabase,
  ) {}

  /**
   * Runs `work` in a transaction on the caller's own tenant, or on the one that an administrator names.
   * That one is read as a worker, without row-level security: the caller's tenant may already have a transaction open.
   * @throws AppError not_found when there is no such tenant or the caller may not know of it
   */
  async within<T>(
    caller: Caller,
    named: TenantId | undefined,
    work: (tenantId: TenantId, tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { tenantId } = caller;
    if (named === undefined || named === tenantId)
      return this.database.inTenant(tenantId, (tx) => work(tenantId, tx));
    if (!caller.isPlatformAdmin) throw notFound('The tenant');
    return this.workerDatabase.transaction(async (tx) => {
      const found = await tx.selectFrom('tenants').select('id').where('id', '=', named).executeTakeFirst();
      if (found === undefined) throw notFound('The tenant');
      return work(found.id, tx);
    });
  }
}
