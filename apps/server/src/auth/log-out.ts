import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import type { RequestOrigin } from './log-in.ts';
import { secretHash } from './secret-token.ts';
import { Sessions } from './sessions.ts';
import { SessionsRepository } from './sessions.repository.ts';

/** A session of a user, and whether all others end with it. */
export interface SessionToEnd {
  userId: UserId;
  sessionId: string;
  everywhere: boolean;
}

/** Ends the session of a refresh or access token, or all sessions of its user. */
@Injectable()
export class LogOut {
  constructor(
    private readonly database: Database,
    private readonly rows: SessionsRepository,
    private readonly sessions: Sessions,
    private readonly audit: RecordAudit,
  ) {}

  async execute(tenantId: TenantId, session: SessionToEnd, origin: RequestOrigin): Promise<void> {
    await this.database.inTenant(tenantId, (tx) => this.#end(tenantId, tx, session, origin));
  }

  /** An unknown token is as good as signed out. */
  async executeForToken(refreshToken: string, everywhere: boolean, origin: RequestOrigin): Promise<void> {
    const hash = secretHash(refreshToken);
    const tenantId = await this.database.withoutTenant((tx) => this.rows.tenantOfToken(tx, hash));
    if (tenantId === undefined) return;
    await this.database.inTenant(tenantId, async (tx) => {
      const userId = await this.rows.userOfToken(tenantId, tx, hash);
      const token = await this.rows.token(tenantId, tx, hash);
      if (userId === undefined || token?.revokedAt !== null) return;
      await this.#end(tenantId, tx, { userId, sessionId: token.sessionId, everywhere }, origin);
    });
  }

  async #end(tenantId: TenantId, tx: Tx, session: SessionToEnd, origin: RequestOrigin): Promise<void> {
    if (session.everywhere) await this.sessions.endAll(tenantId, tx, session.userId);
    else await this.sessions.end(tenantId, tx, session);
    await this.audit.execute(
      tenantId,
      tx,
      { userId: session.userId, apiKeyId: undefined, ...origin },
      {
        action: session.everywhere ? 'auth.logged_out_everywhere' : 'auth.logged_out',
        resourceType: 'user',
        resourceId: session.userId,
      },
    );
  }
}
