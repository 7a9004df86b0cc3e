import { Injectable } from '@nestjs/common';
import type { TenantId, UserId } from '@recado/contracts';
import { Database } from '../platform/database/database.ts';

/** Reads what others see of a user. */
@Injectable()
export class ViewersQueries {
  constructor(private readonly database: Database) {}

  /** Undefined for a user who is gone. */
  async email(tenantId: TenantId, userId: UserId): Promise<string | undefined> {
    const row = await this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('users')
        .select('email')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', userId)
        .executeTakeFirst(),
    );
    return row?.email;
  }
}
