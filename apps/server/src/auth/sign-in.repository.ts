import { Injectable } from '@nestjs/common';
import { TenantId, type UserId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/database/database.ts';

const FoundTenant = z.object({ id: TenantId.nullable() });

export interface Credentials {
  userId: UserId;
  passwordHash: string;
  isActive: boolean;
}

@Injectable()
export class SignInRepository {
  /** The active tenant of this id or slug. */
  async tenant(tx: Tx, idOrSlug: string): Promise<TenantId | undefined> {
    const { rows } = await sql`select tenant_for_login(${idOrSlug}) as id`.execute(tx);
    return FoundTenant.parse(rows[0]).id ?? undefined;
  }

  /** By users_by_email, an index on the lower-case email. */
  async credentials(tenantId: TenantId, tx: Tx, email: string): Promise<Credentials | undefined> {
    return tx
      .selectFrom('users')
      .select(['id as userId', 'password_hash as passwordHash', 'is_active as isActive'])
      .where('tenant_id', '=', tenantId)
      .where(sql`lower(email)`, '=', email.toLowerCase())
      .executeTakeFirst();
  }

  async passwordHash(tenantId: TenantId, tx: Tx, userId: UserId): Promise<string | undefined> {
    const row = await tx
      .selectFrom('users')
      .select('password_hash')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', userId)
      .executeTakeFirst();
    return row?.password_hash;
  }

  async noteLogin(tenantId: TenantId, tx: Tx, userId: UserId): Promise<void> {
    await tx
      .updateTable('users')
      .set({ last_login: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', userId)
      .execute();
  }
}
