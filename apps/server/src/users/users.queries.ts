import { Injectable } from '@nestjs/common';
import { PermissionChanges, Role, type TenantId, type User, UserId, type UserQuery } from '@recado/contracts';
import { z } from 'zod';
import { TenantReach } from '../platform/database/tenant-reach.ts';
import type { Tx } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';

export const userColumns = [
  'id',
  'tenant_id',
  'email',
  'role',
  'permissions',
  'is_active',
  'last_login',
  'created_at',
  'updated_at',
] as const;

interface UserRow {
  id: UserId;
  tenant_id: TenantId;
  email: string;
  role: string;
  permissions: unknown;
  is_active: boolean;
  last_login: Date | null;
  created_at: Date;
  updated_at: Date;
}

const Access = z.object({ role: Role, permissions: PermissionChanges });

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    email: row.email,
    ...Access.parse({ role: row.role, permissions: row.permissions }),
    isActive: row.is_active,
    lastLogin: row.last_login?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Users for the screen: of the caller's tenant, or of the one that an administrator names. */
@Injectable()
export class UsersQueries {
  constructor(private readonly reach: TenantReach) {}

  async list(caller: Caller, query: UserQuery) {
    return this.reach.within(caller, query.tenantId, (tenantId, tx) => this.#page(tenantId, tx, query));
  }

  async one(caller: Caller, named: TenantId | undefined, id: UserId): Promise<User> {
    return this.reach.within(caller, named, async (tenantId, tx) => {
      const row = await tx
        .selectFrom('users')
        .select(userColumns)
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) throw notFound('The user');
      return toUser(row);
    });
  }

  /** Newest first: ids of users grow with time. By the unique index on (tenant_id, id). */
  async #page(tenantId: TenantId, tx: Tx, { limit, cursor, role, isActive }: UserQuery) {
    let select = tx.selectFrom('users').select(userColumns).where('tenant_id', '=', tenantId);
    if (role !== undefined) select = select.where('role', '=', role);
    if (isActive !== undefined) select = select.where('is_active', '=', isActive);
    const after = cursor === undefined ? undefined : UserId.parse(decodeCursor(cursor).id);
    if (after !== undefined) select = select.where('id', '<', after);
    const rows = await select
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, toUser, ({ id }) => ({ sortValue: '', id }));
  }
}
