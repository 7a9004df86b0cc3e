import { Injectable } from '@nestjs/common';
import { TenantId, type PageQuery, type Tenant } from '@recado/contracts';
import { z } from 'zod';
import { WorkerDatabase } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { decodeCursor, toPage } from '../platform/http/cursor.ts';

export const tenantColumns = [
  'id',
  'name',
  'slug',
  'settings',
  'is_active',
  'created_at',
  'updated_at',
] as const;

interface TenantRow {
  id: TenantId;
  name: string;
  slug: string;
  settings: unknown;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
}

const Settings = z.record(z.string(), z.json());

export const toTenant = (row: TenantRow): Tenant => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  settings: Settings.parse(row.settings),
  isActive: row.is_active,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** All tenants: reads across them as a worker, and only administrators get here. */
@Injectable()
export class TenantsQueries {
  constructor(private readonly database: WorkerDatabase) {}

  /** Newest first: ids of tenants grow with time. */
  async list({ limit, cursor }: PageQuery) {
    const after = cursor === undefined ? undefined : TenantId.parse(decodeCursor(cursor).id);
    const select = this.database.statements.selectFrom('tenants').select(tenantColumns);
    const rows = await (after === undefined ? select : select.where('id', '<', after))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, toTenant, ({ id }) => ({ sortValue: '', id }));
  }

  /** @throws AppError not_found */
  async one(id: TenantId): Promise<Tenant> {
    const row = await this.database.statements
      .selectFrom('tenants')
      .select(tenantColumns)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) throw notFound('The tenant');
    return toTenant(row);
  }
}
