import { Injectable } from '@nestjs/common';
import type { TenantId, UpdateProfileRequest, User } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { LoginLimits, Passwords, Sessions } from '../auth/index.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import { auditedUser } from './audited-user.ts';
import { UsersRepository } from './users.repository.ts';

type OwnUser = User & { passwordHash: string };

/** Changes the caller's own email or password. A new password ends the other sessions. */
@Injectable()
export class UpdateProfile {
  constructor(
    private readonly database: Database,
    private readonly repository: UsersRepository,
    private readonly passwords: Passwords,
    private readonly limits: LoginLimits,
    private readonly sessions: Sessions,
    private readonly audit: RecordAudit,
  ) {}

  /**
   * @throws AppError forbidden for an API key, invalid_request when the current password is wrong, rate_limited when it
   * was wrong too often, conflict when the email is taken
   */
  async execute(caller: Caller, request: UpdateProfileRequest): Promise<void> {
    const { tenantId, userId } = caller;
    if (userId === undefined) throw new AppError('forbidden', 'An API key has no profile to change');
    const checked = await this.database.inTenant(tenantId, (tx) =>
      this.repository.find(tenantId, tx, userId),
    );
    if (checked === undefined) throw new AppError('unauthenticated');
    await this.#assertPassword(caller, checked, request.currentPassword);
    const newHash =
      request.newPassword === undefined ? undefined : await this.passwords.hash(request.newPassword);
    await this.#change(tenantId, caller, { checked, email: request.email, newHash });
  }

  /** A stolen session must not be a way to guess the password: it counts as a sign-in. */
  async #assertPassword(caller: Caller, user: OwnUser, password: string): Promise<void> {
    const attempt = { tenant: user.tenantId, email: user.email, ipAddress: caller.ipAddress ?? '' };
    await this.limits.count(attempt);
    if (!(await this.passwords.isRight(password, user.passwordHash)))
      throw invalidRequest([{ path: ['currentPassword'], message: 'is not the current password' }]);
    await this.limits.forgive(attempt);
  }

  async #change(
    tenantId: TenantId,
    caller: Caller,
    { checked, email, newHash }: { checked: OwnUser; email: string | undefined; newHash: string | undefined },
  ): Promise<void> {
    await this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.lock(tenantId, tx, checked.id);
      // Someone may have reset it while the current one was being checked.
      if (before?.passwordHash !== checked.passwordHash) throw new AppError('unauthenticated');
      const changes = {
        ...before,
        email: email ?? before.email,
        passwordHash: newHash ?? before.passwordHash,
      };
      const after = await this.repository.update(tenantId, tx, before.id, changes);
      if (newHash !== undefined) await this.sessions.endAll(tenantId, tx, before.id, caller.sessionId);
      await this.audit.execute(tenantId, tx, caller, {
        action: 'profile.updated',
        resourceType: 'user',
        resourceId: before.id,
        before: auditedUser(before, before.passwordHash),
        after: auditedUser(after, changes.passwordHash),
      });
    });
  }
}
