import { Injectable } from '@nestjs/common';
import { RecordAudit } from '../audit/index.ts';
import { KnownAccess } from '../auth/index.ts';
import { afterCommit } from '../platform/database/database.ts';
import { TenantReach } from '../platform/database/tenant-reach.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { auditedUser } from './audited-user.ts';
import type { UserAddress } from './update-user.ts';
import { refusalOf } from './user-policy.ts';
import { UsersRepository } from './users.repository.ts';

/** Removes a user with all sessions. API keys the user made belong to the tenant and stay. */
@Injectable()
export class RemoveUser {
  constructor(
    private readonly reach: TenantReach,
    private readonly repository: UsersRepository,
    private readonly known: KnownAccess,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found, forbidden, or conflict when nobody could run the tenant any more */
  async execute(caller: Caller, address: UserAddress): Promise<void> {
    await this.reach.within(caller, address.tenantId, async (tenantId, tx) => {
      await this.repository.lockTenant(tenantId, tx);
      const before = await this.repository.find(tenantId, tx, address.id);
      if (before === undefined) throw notFound('The user');
      const otherManagers = await this.repository.otherManagers(tenantId, tx, before.id);
      const isSelf = caller.userId === before.id;
      const refusal = refusalOf({ by: caller, isSelf, before, after: undefined, otherManagers });
      if (refusal !== undefined) throw new AppError(refusal.code, refusal.detail);
      await this.repository.remove(tenantId, tx, before.id);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'user.removed',
        resourceType: 'user',
        resourceId: before.id,
        before: auditedUser(before, before.passwordHash),
      });
      afterCommit(() => {
        this.known.forgetUser(before.id);
      });
    });
  }
}
