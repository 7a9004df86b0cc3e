import { Injectable } from '@nestjs/common';
import { TenantId, type LoginRequest, type LoginResponse } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import { LoginLimits } from './login-limits.ts';
import { Passwords } from './passwords.ts';
import { Sessions } from './sessions.ts';
import { SessionsRepository } from './sessions.repository.ts';
import { SignInRepository, type Credentials } from './sign-in.repository.ts';

/** Where a request comes from. */
export interface RequestOrigin {
  ipAddress: string;
  userAgent: string | undefined;
}

// Looked in when the tenant is unknown, so that this takes the same steps as any other refusal.
const NO_TENANT = TenantId.parse('00000000-0000-0000-0000-000000000000');

/** Signs a user in with email and password. */
@Injectable()
export class LogIn {
  constructor(
    private readonly database: Database,
    private readonly signIn: SignInRepository,
    private readonly sessionRows: SessionsRepository,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
    private readonly limits: LoginLimits,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws AppError invalid_credentials, the same and as late for an unknown tenant, an unknown user, a wrong password
   * and an inactive user; rate_limited after too many of them
   */
  async execute(request: LoginRequest, origin: RequestOrigin): Promise<LoginResponse> {
    const { tenantId: named, email, password } = request;
    const found = await this.database.withoutTenant((tx) => this.signIn.tenant(tx, named.toLowerCase()));
    const attempt = { tenant: found ?? named.toLowerCase(), email, ipAddress: origin.ipAddress };
    await this.limits.count(attempt);
    const tenantId = found ?? NO_TENANT;
    const credentials = await this.database.inTenant(tenantId, (tx) =>
      this.signIn.credentials(tenantId, tx, email),
    );
    const isRight = await this.passwords.isRight(password, credentials?.passwordHash);
    if (credentials?.isActive !== true || !isRight) throw new AppError('invalid_credentials');
    const response = await this.#begin(tenantId, credentials, origin);
    await this.limits.forgive(attempt);
    return response;
  }

  async #begin(tenantId: TenantId, checked: Credentials, origin: RequestOrigin): Promise<LoginResponse> {
    const { userId } = checked;
    return this.database.inTenant(tenantId, async (tx) => {
      const user = await this.sessionRows.lockUser(tenantId, tx, userId);
      // The password may have been changed, or the user shut out, while it was being checked.
      const isSame = (await this.signIn.passwordHash(tenantId, tx, userId)) === checked.passwordHash;
      if (user?.isActive !== true || !isSame) throw new AppError('invalid_credentials');
      await this.signIn.noteLogin(tenantId, tx, userId);
      const actor = { userId, apiKeyId: undefined, ...origin };
      await this.audit.execute(tenantId, tx, actor, {
        action: 'auth.logged_in',
        resourceType: 'user',
        resourceId: userId,
      });
      return this.sessions.issue(tenantId, tx, user, this.clock.newId());
    });
  }
}
