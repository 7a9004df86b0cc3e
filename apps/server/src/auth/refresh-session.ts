import { Injectable } from '@nestjs/common';
import type { LoginResponse, TenantId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { RequestOrigin } from './log-in.ts';
import { decideRefresh } from './refresh-policy.ts';
import { secretHash } from './secret-token.ts';
import { Sessions } from './sessions.ts';
import { SessionsRepository } from './sessions.repository.ts';

/** Trades a refresh token for a new pair of tokens. */
@Injectable()
export class RefreshSession {
  constructor(
    private readonly database: Database,
    private readonly rows: SessionsRepository,
    private readonly sessions: Sessions,
    private readonly audit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError invalid_refresh_token; one that was used before the grace period ends its whole session */
  async execute(refreshToken: string, origin: RequestOrigin): Promise<LoginResponse> {
    const hash = secretHash(refreshToken);
    const tenantId = await this.database.withoutTenant((tx) => this.rows.tenantOfToken(tx, hash));
    if (tenantId === undefined) throw new AppError('invalid_refresh_token');
    // The refusal is thrown after the commit: what ended the session must stay.
    const response = await this.database.inTenant(tenantId, (tx) => this.#renew(tenantId, tx, hash, origin));
    if (response === undefined) throw new AppError('invalid_refresh_token');
    return response;
  }

  async #renew(
    tenantId: TenantId,
    tx: Tx,
    hash: Buffer,
    origin: RequestOrigin,
  ): Promise<LoginResponse | undefined> {
    const userId = await this.rows.userOfToken(tenantId, tx, hash);
    if (userId === undefined) return undefined;
    const user = await this.rows.lockUser(tenantId, tx, userId);
    const token = await this.rows.token(tenantId, tx, hash);
    if (user === undefined || token === undefined) return undefined;
    const now = this.clock.now();
    switch (decideRefresh({ ...token, isUserActive: user.isActive }, now)) {
      case 'refuse':
        return undefined;
      case 'end_session':
        await this.sessions.end(tenantId, tx, { userId: user.id, sessionId: token.sessionId });
        await this.audit.execute(
          tenantId,
          tx,
          { userId: user.id, apiKeyId: undefined, ...origin },
          { action: 'auth.refresh_token_reused', resourceType: 'user', resourceId: user.id },
        );
        return undefined;
      case 'rotate':
        if (!(await this.rows.rotate(tenantId, tx, token.id, now))) return undefined;
        return this.sessions.issue(tenantId, tx, user, token.sessionId);
      case 'reissue':
        return this.sessions.issue(tenantId, tx, user, token.sessionId);
    }
  }
}
