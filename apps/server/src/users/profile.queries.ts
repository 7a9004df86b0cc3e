import { Injectable } from '@nestjs/common';
import { InstanceId, Role, type Profile } from '@recado/contracts';
import { z } from 'zod';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';

const InstanceIds = z.array(InstanceId).nullable();

/** Whom the caller's credential stands for, and what it may do. */
@Injectable()
export class ProfileQueries {
  constructor(private readonly database: Database) {}

  async own(caller: Caller): Promise<Profile> {
    const profile = (await this.#ofUser(caller)) ?? (await this.#ofApiKey(caller));
    if (profile === undefined) throw new AppError('unauthenticated');
    return profile;
  }

  async #ofUser({ tenantId, userId, permissions }: Caller): Promise<Profile | undefined> {
    if (userId === undefined) return undefined;
    return this.database.inTenant(tenantId, async (tx) => {
      const row = await tx
        .selectFrom('users as u')
        .innerJoin('tenants as t', 't.id', 'u.tenant_id')
        .select(['u.id', 'u.email', 'u.role', 'u.last_login', 'u.created_at', 't.name', 't.slug'])
        .where('u.tenant_id', '=', tenantId)
        .where('u.id', '=', userId)
        .executeTakeFirst();
      return (
        row && {
          type: 'user',
          id: row.id,
          email: row.email,
          role: Role.parse(row.role),
          permissions: [...permissions],
          tenant: { id: tenantId, name: row.name, slug: row.slug },
          lastLogin: row.last_login?.toISOString() ?? null,
          createdAt: row.created_at.toISOString(),
        }
      );
    });
  }

  async #ofApiKey({ tenantId, apiKeyId, permissions }: Caller): Promise<Profile | undefined> {
    if (apiKeyId === undefined) return undefined;
    return this.database.inTenant(tenantId, async (tx) => {
      const row = await tx
        .selectFrom('api_keys as k')
        .innerJoin('tenants as t', 't.id', 'k.tenant_id')
        .select([
          'k.id',
          'k.name as keyName',
          'k.instance_ids',
          'k.expires_at',
          'k.created_at',
          't.name',
          't.slug',
        ])
        .where('k.tenant_id', '=', tenantId)
        .where('k.id', '=', apiKeyId)
        .executeTakeFirst();
      return (
        row && {
          type: 'api_key',
          id: row.id,
          name: row.keyName,
          permissions: [...permissions],
          instanceIds: InstanceIds.parse(row.instance_ids),
          tenant: { id: tenantId, name: row.name, slug: row.slug },
          expiresAt: row.expires_at?.toISOString() ?? null,
          createdAt: row.created_at.toISOString(),
        }
      );
    });
  }
}
