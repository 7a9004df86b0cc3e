import { Injectable } from '@nestjs/common';
import type { Tenant, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';
import { violatesUnique } from '../platform/database/violations.ts';
import { AppError } from '../platform/http/app-error.ts';
import { tenantColumns, toTenant } from './tenants.queries.ts';

export type TenantFields = Pick<Tenant, 'name' | 'slug' | 'settings' | 'isActive'>;

const slugTaken = () => new AppError('conflict', 'There is already a tenant with this slug');

/** Tenants as rows. The transaction is a worker's, since it reaches across tenants. */
@Injectable()
export class TenantsRepository {
  async findBySlug(tx: Tx, slug: string): Promise<TenantId | undefined> {
    const row = await tx.selectFrom('tenants').select('id').where('slug', '=', slug).executeTakeFirst();
    return row?.id;
  }

  async findAndLock(tenantId: TenantId, tx: Tx): Promise<Tenant | undefined> {
    const row = await tx
      .selectFrom('tenants')
      .select(tenantColumns)
      .where('id', '=', tenantId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    return row === undefined ? undefined : toTenant(row);
  }

  /** @throws AppError conflict when the slug is taken */
  async insert(tenantId: TenantId, tx: Tx, fields: TenantFields): Promise<Tenant> {
    const row = await tx
      .insertInto('tenants')
      .values({
        id: tenantId,
        name: fields.name,
        slug: fields.slug,
        settings: jsonb(fields.settings),
        is_active: fields.isActive,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(tenantColumns)
      .executeTakeFirst();
    if (row === undefined) throw slugTaken();
    return toTenant(row);
  }

  /** @throws AppError conflict when the slug is taken */
  async update(tenantId: TenantId, tx: Tx, fields: TenantFields): Promise<Tenant> {
    const row = await tx
      .updateTable('tenants')
      .set({
        name: fields.name,
        slug: fields.slug,
        settings: jsonb(fields.settings),
        is_active: fields.isActive,
        updated_at: sql<Date>`now()`,
      })
      .where('id', '=', tenantId)
      .returning(tenantColumns)
      .executeTakeFirstOrThrow()
      .catch((error: unknown) => {
        throw violatesUnique(error, 'tenants_slug_key') ? slugTaken() : error;
      });
    return toTenant(row);
  }
}
