import { Injectable } from '@nestjs/common';
import type { CreateUserRequest, User } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Passwords } from '../auth/index.ts';
import { Clock } from '../platform/clock.ts';
import { TenantReach } from '../platform/database/tenant-reach.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { auditedUser } from './audited-user.ts';
import { refusalOf } from './user-policy.ts';
import { UsersRepository } from './users.repository.ts';

/** Makes a user in the caller's tenant, or in the one that an administrator names. */
@Injectable()
export class CreateUser {
  constructor(
    private readonly reach: TenantReach,
    private readonly repository: UsersRepository,
    private readonly passwords: Passwords,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError forbidden, conflict when the email is taken, not_found for the tenant */
  async execute(caller: Caller, request: CreateUserRequest): Promise<User> {
    const { email, password, role, permissions, tenantId: named } = request;
    const after = { role, permissions, isActive: true };
    const refusal = refusalOf({ by: caller, isSelf: false, before: undefined, after, otherManagers: [] });
    if (refusal !== undefined) throw new AppError(refusal.code, refusal.detail);
    const passwordHash = await this.passwords.hash(password);
    return this.reach.within(caller, named, async (tenantId, tx) => {
      const user = await this.repository.insert(tenantId, tx, {
        id: this.clock.newId(),
        email,
        passwordHash,
        ...after,
      });
      await this.audit.execute(tenantId, tx, caller, {
        action: 'user.created',
        resourceType: 'user',
        resourceId: user.id,
        after: auditedUser(user, passwordHash),
      });
      return user;
    });
  }
}
