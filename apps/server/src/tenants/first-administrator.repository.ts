import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';

// The number is ours alone in this database.
const FIRST_ADMINISTRATOR_LOCK = 7_230_412;

export interface NewAdministrator {
  id: UserId;
  email: string;
  passwordHash: string;
}

@Injectable()
export class FirstAdministratorRepository {
  /** Until the transaction ends, others that start wait here. */
  async takeTurns(tx: Tx): Promise<void> {
    await sql`select pg_advisory_xact_lock(${FIRST_ADMINISTRATOR_LOCK})`.execute(tx);
  }

  /** The tenant of the oldest administrator who can sign in, if there is one. */
  async tenantOfAdministrator(tx: Tx): Promise<TenantId | undefined> {
    const row = await tx
      .selectFrom('users as u')
      .innerJoin('tenants as t', 't.id', 'u.tenant_id')
      .select('u.tenant_id')
      .where('u.role', '=', 'admin')
      .where('u.is_active', '=', true)
      .where('t.is_active', '=', true)
      .orderBy('u.created_at')
      .limit(1)
      .executeTakeFirst();
    return row?.tenant_id;
  }

  /** A user of this email that is there already becomes the administrator, with the new password. */
  async makeAdministrator(tenantId: TenantId, tx: Tx, user: NewAdministrator): Promise<UserId> {
    const access = {
      password_hash: user.passwordHash,
      role: 'admin',
      permissions: jsonb({}),
      is_active: true,
    };
    const existing = await tx
      .updateTable('users')
      .set(access)
      .where('tenant_id', '=', tenantId)
      .where(sql`lower(email)`, '=', user.email)
      .returning('id')
      .executeTakeFirst();
    if (existing !== undefined) return existing.id;
    await tx
      .insertInto('users')
      .values({ id: user.id, tenant_id: tenantId, email: user.email, ...access })
      .execute();
    return user.id;
  }
}
