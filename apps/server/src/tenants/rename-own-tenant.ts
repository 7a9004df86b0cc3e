import { Injectable } from '@nestjs/common';
import type { OwnTenant, UpdateOwnTenant } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { OwnTenantRepository } from './own-tenant.repository.ts';

/** Gives the caller's tenant another name. The slug, by which people sign in, is for administrators of the platform. */
@Injectable()
export class RenameOwnTenant {
  constructor(
    private readonly database: Database,
    private readonly repository: OwnTenantRepository,
    private readonly recordAudit: RecordAudit,
  ) {}

  /** @throws AppError forbidden */
  async execute(caller: Caller, { name }: UpdateOwnTenant): Promise<OwnTenant> {
    const { tenantId, instanceIds } = caller;
    if (instanceIds !== undefined)
      throw new AppError('forbidden', 'An API key that is limited to instances cannot do this');
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.find(tenantId, tx);
      const after = await this.repository.rename(tenantId, tx, name);
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'tenant.updated',
        resourceType: 'tenant',
        resourceId: tenantId,
        before: { name: before.name },
        after: { name },
      });
      return after;
    });
  }
}
