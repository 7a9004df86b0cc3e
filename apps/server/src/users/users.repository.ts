import { Injectable } from '@nestjs/common';
import { PermissionChanges, Role, type TenantId, type User, type UserId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';
import { violatesUnique } from '../platform/database/violations.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { UserAccess } from './user-policy.ts';
import { toUser, userColumns } from './users.queries.ts';

export interface NewUser extends UserAccess {
  id: UserId;
  email: string;
  passwordHash: string;
}

export interface UserChanges extends UserAccess {
  email: string;
  passwordHash: string;
}

const AccessRow = z.object({ role: Role, permissions: PermissionChanges, isActive: z.boolean() });

@Injectable()
export class UsersRepository {
  /** Has changes to the users of one tenant take turns, so that the rule on its last manager holds. */
  async lockTenant(tenantId: TenantId, tx: Tx): Promise<void> {
    await tx.selectFrom('tenants').select('id').where('id', '=', tenantId).forNoKeyUpdate().execute();
  }

  async find(tenantId: TenantId, tx: Tx, id: UserId): Promise<(User & { passwordHash: string }) | undefined> {
    const row = await tx
      .selectFrom('users')
      .select([...userColumns, 'password_hash'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? undefined : { ...toUser(row), passwordHash: row.password_hash };
  }

  /** Finds the user and keeps other changes to it waiting. */
  async lock(tenantId: TenantId, tx: Tx, id: UserId): Promise<(User & { passwordHash: string }) | undefined> {
    await tx
      .selectFrom('users')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .execute();
    return this.find(tenantId, tx, id);
  }

  /** Users other than this one whose role may run the tenant. */
  async otherManagers(tenantId: TenantId, tx: Tx, id: UserId): Promise<UserAccess[]> {
    const rows = await tx
      .selectFrom('users')
      .select(['role', 'permissions', 'is_active as isActive'])
      .where('tenant_id', '=', tenantId)
      .where('id', '!=', id)
      .where('role', 'in', ['admin', 'tenant_manager'])
      .execute();
    return z.array(AccessRow).parse(rows);
  }

  /** @throws AppError conflict when the tenant has a user with this email */
  async insert(tenantId: TenantId, tx: Tx, user: NewUser): Promise<User> {
    const row = await tx
      .insertInto('users')
      .values({
        id: user.id,
        tenant_id: tenantId,
        email: user.email,
        password_hash: user.passwordHash,
        role: user.role,
        permissions: jsonb(user.permissions),
        is_active: user.isActive,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(userColumns)
      .executeTakeFirst();
    if (row === undefined) throw emailTaken();
    return toUser(row);
  }

  /** @throws AppError conflict when the tenant has another user with this email */
  async update(tenantId: TenantId, tx: Tx, id: UserId, changes: UserChanges): Promise<User> {
    const row = await tx
      .updateTable('users')
      .set({
        email: changes.email,
        password_hash: changes.passwordHash,
        role: changes.role,
        permissions: jsonb(changes.permissions),
        is_active: changes.isActive,
        updated_at: sql<Date>`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returning(userColumns)
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw violatesUnique(error, 'users_by_email') ? emailTaken() : error;
      });
    return toUser(row);
  }

  async remove(tenantId: TenantId, tx: Tx, id: UserId): Promise<void> {
    await tx.deleteFrom('users').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
  }
}

const emailTaken = () => new AppError('conflict', 'The tenant already has a user with this email');
