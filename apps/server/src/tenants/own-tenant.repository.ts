import { Injectable } from '@nestjs/common';
import type { OwnTenant, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';

const columns = ['id', 'name', 'slug', 'created_at', 'updated_at'] as const;

interface Row {
  id: TenantId;
  name: string;
  slug: string;
  created_at: Date;
  updated_at: Date;
}

const present = ({ id, name, slug, created_at: createdAt, updated_at: updatedAt }: Row): OwnTenant => ({
  id,
  name,
  slug,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** The tenant that a request is of. */
@Injectable()
export class OwnTenantRepository {
  async find(tenantId: TenantId, tx: Tx): Promise<OwnTenant> {
    return present(
      await tx.selectFrom('tenants').select(columns).where('id', '=', tenantId).executeTakeFirstOrThrow(),
    );
  }

  async rename(tenantId: TenantId, tx: Tx, name: string): Promise<OwnTenant> {
    return present(
      await tx
        .updateTable('tenants')
        .set({ name, updated_at: sql<Date>`now()` })
        .where('id', '=', tenantId)
        .returning(columns)
        .executeTakeFirstOrThrow(),
    );
  }
}
