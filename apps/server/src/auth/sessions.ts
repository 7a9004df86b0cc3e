import { Injectable } from '@nestjs/common';
import type { LoginResponse, TenantId, UserId } from '@recado/contracts';
import { Clock } from '../platform/clock.ts';
import { afterCommit, type Tx } from '../platform/database/database.ts';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens.ts';
import { KnownAccess } from './known-access.ts';
import { REFRESH_TOKEN_DAYS } from './refresh-policy.ts';
import { newRefreshToken, secretHash } from './secret-token.ts';
import { SessionsRepository, type SessionUser } from './sessions.repository.ts';

const DAY_MS = 86_400_000;

/** Gives out the tokens of a session, and ends sessions, here at once and elsewhere within seconds. */
@Injectable()
export class Sessions {
  constructor(
    private readonly repository: SessionsRepository,
    private readonly tokens: AccessTokens,
    private readonly known: KnownAccess,
    private readonly clock: Clock,
  ) {}

  /** A new pair of tokens for a session of a user who is locked (SessionsRepository.lockUser). */
  async issue(tenantId: TenantId, tx: Tx, user: SessionUser, sessionId: string): Promise<LoginResponse> {
    const refreshToken = newRefreshToken();
    const createdAt = this.clock.now();
    await this.repository.insert(tenantId, tx, {
      id: this.clock.newId(),
      userId: user.id,
      sessionId,
      hash: secretHash(refreshToken),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + REFRESH_TOKEN_DAYS * DAY_MS),
    });
    return {
      access_token: await this.tokens.issue({ tenantId, userId: user.id, sessionId }),
      refresh_token: refreshToken,
      user: { id: user.id, email: user.email, role: user.role, tenantId },
      expires_in: ACCESS_TOKEN_SECONDS,
    };
  }

  async end(tenantId: TenantId, tx: Tx, session: { userId: UserId; sessionId: string }): Promise<void> {
    await this.repository.lockUser(tenantId, tx, session.userId);
    await this.repository.endSession(tenantId, tx, session.sessionId);
    this.#forget(session.userId);
  }

  /** Ends every session of the user but the one to keep, if any. */
  async endAll(tenantId: TenantId, tx: Tx, userId: UserId, keptSessionId?: string): Promise<void> {
    await this.repository.lockUser(tenantId, tx, userId);
    await this.repository.endSessionsOf(tenantId, tx, userId, keptSessionId);
    this.#forget(userId);
  }

  #forget(userId: UserId): void {
    afterCommit(() => {
      this.known.forgetUser(userId);
    });
  }
}
