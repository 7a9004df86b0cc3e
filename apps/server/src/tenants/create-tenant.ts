import { Injectable } from '@nestjs/common';
import type { CreateTenantRequest, Tenant } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import type { Caller } from '../platform/http/caller.ts';
import { TenantsRepository } from './tenants.repository.ts';

/** Makes a tenant. Acts across tenants as a worker: only administrators of the platform hold tenants:write. */
@Injectable()
export class CreateTenant {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly repository: TenantsRepository,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError conflict when the slug is taken */
  async execute(caller: Caller, request: CreateTenantRequest): Promise<Tenant> {
    return this.database.transaction(async (tx) => {
      const tenant = await this.repository.insert(this.clock.newId(), tx, request);
      const entry = {
        action: 'tenant.created',
        resourceType: 'tenant',
        resourceId: tenant.id,
        after: { ...tenant },
      };
      // Both sides see it: the tenant itself, and the platform's own tenant.
      await this.audit.execute(tenant.id, tx, caller, entry);
      await this.audit.execute(caller.tenantId, tx, caller, entry);
      return tenant;
    });
  }
}
