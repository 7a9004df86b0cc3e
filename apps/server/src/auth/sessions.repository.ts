import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Role, TenantId, UserId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/database/database.ts';
import { Retention } from '../platform/database/retention.ts';

export interface NewRefreshToken {
  id: string;
  userId: UserId;
  sessionId: string;
  hash: Buffer;
  createdAt: Date;
  expiresAt: Date;
}

const SessionUser = z.object({ id: UserId, email: z.string(), role: Role, isActive: z.boolean() });
export type SessionUser = z.infer<typeof SessionUser>;

const FoundTenant = z.object({ id: TenantId.nullable() });

/** Sessions as rows: a session is the family of refresh tokens that began with one sign-in. */
@Injectable()
export class SessionsRepository implements OnModuleInit {
  constructor(private readonly retention: Retention) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'refresh tokens',
      deleteBatch: (tx, limit) => this.#deleteExpired(tx, limit),
    });
  }

  async tenantOfToken(tx: Tx, hash: Buffer): Promise<TenantId | undefined> {
    const { rows } = await sql`select tenant_for_refresh_token(${hash}) as id`.execute(tx);
    return FoundTenant.parse(rows[0]).id ?? undefined;
  }

  async userOfToken(tenantId: TenantId, tx: Tx, hash: Buffer): Promise<UserId | undefined> {
    const row = await tx
      .selectFrom('refresh_tokens')
      .select('user_id')
      .where('tenant_id', '=', tenantId)
      .where('token_hash', '=', hash)
      .executeTakeFirst();
    return row?.user_id;
  }

  /**
   * Has all that begins, renews or ends sessions of one user take turns: otherwise a token that is made while its
   * session is being ended would outlive it. Messages refer to tenants and users meanwhile, so it locks no key.
   */
  async lockUser(tenantId: TenantId, tx: Tx, userId: UserId): Promise<SessionUser | undefined> {
    const row = await tx
      .selectFrom('users')
      .select(['id', 'email', 'role', 'is_active as isActive'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', userId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    return row === undefined ? undefined : SessionUser.parse(row);
  }

  async token(tenantId: TenantId, tx: Tx, hash: Buffer) {
    return tx
      .selectFrom('refresh_tokens')
      .select([
        'id',
        'family_id as sessionId',
        'rotated_at as rotatedAt',
        'revoked_at as revokedAt',
        'expires_at as expiresAt',
      ])
      .where('tenant_id', '=', tenantId)
      .where('token_hash', '=', hash)
      .executeTakeFirst();
  }

  async insert(tenantId: TenantId, tx: Tx, token: NewRefreshToken): Promise<void> {
    await tx
      .insertInto('refresh_tokens')
      .values({
        id: token.id,
        tenant_id: tenantId,
        user_id: token.userId,
        family_id: token.sessionId,
        token_hash: token.hash,
        created_at: token.createdAt,
        expires_at: token.expiresAt,
      })
      .execute();
  }

  /** Compare and set: false when it was rotated or revoked before. */
  async rotate(tenantId: TenantId, tx: Tx, id: string, at: Date): Promise<boolean> {
    const row = await tx
      .updateTable('refresh_tokens')
      .set({ rotated_at: at })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('rotated_at', 'is', null)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  async endSession(tenantId: TenantId, tx: Tx, sessionId: string): Promise<void> {
    await tx
      .updateTable('refresh_tokens')
      .set({ revoked_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('family_id', '=', sessionId)
      .where('revoked_at', 'is', null)
      .execute();
  }

  /** Ends every session of the user but the one to keep, if any. */
  async endSessionsOf(tenantId: TenantId, tx: Tx, userId: UserId, keptSessionId?: string): Promise<void> {
    await tx
      .updateTable('refresh_tokens')
      .set({ revoked_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', userId)
      .where('revoked_at', 'is', null)
      .$if(keptSessionId !== undefined, (query) => query.where('family_id', '!=', keptSessionId ?? ''))
      .execute();
  }

  /** By the index refresh_tokens_by_expiry. */
  async #deleteExpired(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from refresh_tokens
      where id in (
        select id from refresh_tokens where expires_at <= now() limit ${limit} for update skip locked
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
