import { Injectable } from '@nestjs/common';
import type { TenantId, UpdateUserRequest, User, UserId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { KnownAccess, Passwords, Sessions } from '../auth/index.ts';
import { afterCommit, type Tx } from '../platform/database/database.ts';
import { TenantReach } from '../platform/database/tenant-reach.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { auditedUser } from './audited-user.ts';
import { refusalOf } from './user-policy.ts';
import { UsersRepository } from './users.repository.ts';

/** Which user, of the caller's tenant or of the one that an administrator names. */
export interface UserAddress {
  tenantId: TenantId | undefined;
  id: UserId;
}

/** Changes a user. A new password and a deactivation end the user's sessions. */
@Injectable()
export class UpdateUser {
  constructor(
    private readonly reach: TenantReach,
    private readonly repository: UsersRepository,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly known: KnownAccess,
    private readonly audit: RecordAudit,
  ) {}

  /** @throws AppError not_found, forbidden, or conflict: the email is taken, or nobody could run the tenant any more */
  async execute(caller: Caller, address: UserAddress, request: UpdateUserRequest): Promise<User> {
    const newHash = request.password === undefined ? undefined : await this.passwords.hash(request.password);
    return this.reach.within(caller, address.tenantId, async (tenantId, tx) => {
      await this.repository.lockTenant(tenantId, tx);
      const before = await this.repository.find(tenantId, tx, address.id);
      if (before === undefined) throw notFound('The user');
      const changes = {
        email: request.email ?? before.email,
        passwordHash: newHash ?? before.passwordHash,
        role: request.role ?? before.role,
        permissions: request.permissions ?? before.permissions,
        isActive: request.isActive ?? before.isActive,
      };
      const otherManagers = await this.repository.otherManagers(tenantId, tx, before.id);
      const isSelf = caller.userId === before.id;
      const refusal = refusalOf({ by: caller, isSelf, before, after: changes, otherManagers });
      if (refusal !== undefined) throw new AppError(refusal.code, refusal.detail);
      const after = await this.repository.update(tenantId, tx, before.id, changes);
      await this.#shutOut(tenantId, tx, after, newHash !== undefined || !after.isActive);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'user.updated',
        resourceType: 'user',
        resourceId: after.id,
        before: auditedUser(before, before.passwordHash),
        after: auditedUser(after, changes.passwordHash),
      });
      return after;
    });
  }

  /** What the user may do from now on holds in this process at once, in the others within seconds. */
  async #shutOut(tenantId: TenantId, tx: Tx, user: User, endsSessions: boolean): Promise<void> {
    if (endsSessions) await this.sessions.endAll(tenantId, tx, user.id);
    afterCommit(() => {
      this.known.forgetUser(user.id);
    });
  }
}
