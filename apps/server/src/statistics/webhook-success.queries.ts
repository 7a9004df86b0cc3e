import { Injectable } from '@nestjs/common';
import type { WebhookId } from '@recado/contracts';
import { sql, type SqlBool } from 'kysely';
import { Database } from '../platform/database/database.ts';
import type { Scope } from './statistics.queries.ts';

/** How deliveries to one endpoint fared. */
export interface WebhookSuccessRow {
  id: WebhookId;
  url: string;
  is_active: boolean;
  attempts: number;
  failures: number;
}

/** How deliveries fared, by endpoint. */
@Injectable()
export class WebhookSuccessQueries {
  constructor(private readonly database: Database) {}

  /** The primary key of webhook_hours finds the hours of each endpoint; endpoints without an attempt are among them. */
  async since({ tenantId, instances }: Scope, from: Date): Promise<WebhookSuccessRow[]> {
    const ofScope =
      instances === undefined ? sql<SqlBool>`true` : sql<SqlBool>`w.instance_id = any(${instances}::uuid[])`;
    return this.database.inTenant(tenantId, async (tx) => {
      const { rows } = await sql<WebhookSuccessRow>`
        select w.id, w.url, w.is_active, h.attempts, h.failures
        from webhooks w
        cross join lateral (
          select coalesce(sum(attempts), 0)::int as attempts, coalesce(sum(failures), 0)::int as failures
          from webhook_hours where webhook_id = w.id and hour >= ${from}
        ) h
        where w.tenant_id = ${tenantId} and ${ofScope}
        order by h.failures desc, w.id`.execute(tx);
      return rows;
    });
  }
}
