import { Injectable } from '@nestjs/common';
import {
  ApiKeyId,
  InstanceId,
  Permission,
  PermissionChanges,
  Role,
  TenantId,
  UserId,
} from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/database/database.ts';

const SessionRow = z.object({ id: UserId, role: Role, permissions: PermissionChanges });

const ApiKeyRow = z.object({
  id: ApiKeyId,
  permissions: z.array(Permission),
  instance_ids: z.array(InstanceId).nullable(),
  expires_at: z.date().nullable(),
});

export type SessionRow = z.infer<typeof SessionRow>;
export type ApiKeyRow = z.infer<typeof ApiKeyRow>;

const FoundTenant = z.object({ id: TenantId.nullable() });

/** What the access guard must know about a credential. */
@Injectable()
export class AccessQueries {
  /** The user of a session that still holds: not revoked, user and tenant active. */
  async session(tenantId: TenantId, tx: Tx, sessionId: string): Promise<SessionRow | undefined> {
    const row = await tx
      .selectFrom('refresh_tokens as r')
      .innerJoin('users as u', 'u.id', 'r.user_id')
      .innerJoin('tenants as t', 't.id', 'u.tenant_id')
      .select(['u.id', 'u.role', 'u.permissions'])
      .where('r.tenant_id', '=', tenantId)
      .where('r.family_id', '=', sessionId)
      .where('r.revoked_at', 'is', null)
      .where('u.is_active', '=', true)
      .where('t.is_active', '=', true)
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? undefined : SessionRow.parse(row);
  }

  /** The tenant of an API key, which is how a request with a key finds its tenant. */
  async tenantOfApiKey(tx: Tx, keyHash: Buffer): Promise<TenantId | undefined> {
    const { rows } = await sql`select tenant_for_api_key(${keyHash}) as id`.execute(tx);
    return FoundTenant.parse(rows[0]).id ?? undefined;
  }

  async apiKey(tenantId: TenantId, tx: Tx, keyHash: Buffer): Promise<ApiKeyRow | undefined> {
    const row = await tx
      .selectFrom('api_keys')
      .select(['id', 'permissions', 'instance_ids', 'expires_at'])
      .where('tenant_id', '=', tenantId)
      .where('key_hash', '=', keyHash)
      .executeTakeFirst();
    return row === undefined ? undefined : ApiKeyRow.parse(row);
  }
}
