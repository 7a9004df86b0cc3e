import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { Database, type Tx } from '../../../platform/database/database.ts';

/** What WhatsApp last said of a number. */
export interface NumberCheck {
  /** WhatsApp's address of it, which may differ from the number; null: not on WhatsApp. */
  whatsappId: string | null;
  checkedAt: Date;
}

/** Which numbers are on WhatsApp, by tenant. */
@Injectable()
export class NumberChecksRepository {
  constructor(private readonly database: Database) {}

  /** @param phoneNumber E.164 */
  async find(tenantId: TenantId, phoneNumber: string): Promise<NumberCheck | undefined> {
    return this.database.inTenant(tenantId, (tx) =>
      tx
        .selectFrom('web_number_checks')
        .select(['whatsapp_id as whatsappId', 'checked_at as checkedAt'])
        .where('tenant_id', '=', tenantId)
        .where('phone_number', '=', phoneNumber)
        .executeTakeFirst(),
    );
  }

  async save(tenantId: TenantId, phoneNumber: string, whatsappId: string | null): Promise<void> {
    await this.database.inTenant(tenantId, (tx) =>
      tx
        .insertInto('web_number_checks')
        .values({ tenant_id: tenantId, phone_number: phoneNumber, whatsapp_id: whatsappId })
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'phone_number'])
            .doUpdateSet({ whatsapp_id: whatsappId, checked_at: sql<Date>`now()` }),
        )
        .execute(),
    );
  }

  /** Those too old to be used. web_number_checks_by_time finds them. @returns how many were deleted */
  async deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from web_number_checks
      where (tenant_id, phone_number) in (
        select tenant_id, phone_number from web_number_checks
        where checked_at < now() - interval '30 days'
        order by checked_at
        limit ${limit}
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0);
  }
}
