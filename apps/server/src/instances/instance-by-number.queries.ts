import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { Database } from '../platform/database/database.ts';

/** Finds an instance by its number, which is unique in a tenant. */
@Injectable()
export class InstanceByNumberQueries {
  constructor(private readonly database: Database) {}

  async find(tenantId: TenantId, phoneNumber: string): Promise<InstanceId | undefined> {
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('instances')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('phone_number', '=', phoneNumber)
        .executeTakeFirst(),
    );
    return row?.id;
  }
}
