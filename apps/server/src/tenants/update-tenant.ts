import { Injectable } from '@nestjs/common';
import type { Tenant, TenantId, UpdateTenantRequest } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { KnownAccess } from '../auth/index.ts';
import { afterCommit, WorkerDatabase } from '../platform/database/database.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { TenantsRepository } from './tenants.repository.ts';

/** Changes a tenant. Acts across tenants as a worker: only administrators of the platform hold tenants:write. */
@Injectable()
export class UpdateTenant {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly repository: TenantsRepository,
    private readonly known: KnownAccess,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found, or conflict when the slug is taken or the caller would be shut out */
  async execute(caller: Caller, tenantId: TenantId, request: UpdateTenantRequest): Promise<Tenant> {
    if (tenantId === caller.tenantId && request.isActive === false)
      throw new AppError('conflict', 'You cannot deactivate your own tenant');
    return this.database.transaction(async (tx) => {
      const before = await this.repository.findAndLock(tenantId, tx);
      if (before === undefined) throw notFound('The tenant');
      const after = await this.repository.update(tenantId, tx, {
        name: request.name ?? before.name,
        slug: request.slug ?? before.slug,
        settings: request.settings ?? before.settings,
        isActive: request.isActive ?? before.isActive,
      });
      const { updatedAt: _before, ...was } = before;
      const { updatedAt: _after, ...is } = after;
      // Both sides see it: the tenant itself, and the platform's own tenant.
      for (const reader of new Set([tenantId, caller.tenantId]))
        await this.audit.execute(reader, tx, caller, {
          action: 'tenant.updated',
          resourceType: 'tenant',
          resourceId: tenantId,
          before: was,
          after: is,
        });
      afterCommit(() => {
        if (!after.isActive) this.known.forgetAll();
      });
      return after;
    });
  }
}
