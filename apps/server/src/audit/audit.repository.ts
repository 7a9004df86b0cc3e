import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { storableJson } from '../platform/database/jsonb.ts';

export interface AuditRow {
  id: string;
  userId: string | null;
  apiKeyId: string | null;
  action: string;
  resourceType: string;
  resourceId: string | null;
  changes: unknown;
  ipAddress: string | null;
  userAgent: string | null;
}

@Injectable()
export class AuditRepository {
  /** One statement, the same text for any number of rows. */
  async insert(tenantId: TenantId, tx: Tx, rows: AuditRow[]): Promise<void> {
    await sql`
      insert into audit_logs (
        id, tenant_id, user_id, api_key_id, action, resource_type, resource_id, changes, ip_address, user_agent)
      select id, ${tenantId}, user_id, api_key_id, action, resource_type, resource_id, changes, ip_address, user_agent
      from unnest(
        ${rows.map((row) => row.id)}::uuid[],
        ${rows.map((row) => row.userId)}::uuid[],
        ${rows.map((row) => row.apiKeyId)}::uuid[],
        ${rows.map((row) => row.action)}::text[],
        ${rows.map((row) => row.resourceType)}::text[],
        ${rows.map((row) => row.resourceId)}::uuid[],
        ${rows.map((row) => storableJson(row.changes))}::jsonb[],
        ${rows.map((row) => row.ipAddress)}::inet[],
        ${rows.map((row) => row.userAgent)}::text[]
      ) as given (id, user_id, api_key_id, action, resource_type, resource_id, changes, ip_address, user_agent)`.execute(
      tx,
    );
  }
}
