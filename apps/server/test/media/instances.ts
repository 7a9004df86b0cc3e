import { randomInt, randomUUID } from 'node:crypto';
import { InstanceId, type TenantId } from '@recado/contracts';
import type pg from 'pg';

/** Inserts a number of a tenant; `cloud` is what its channel would need to connect. */
export async function insertInstance(
  client: pg.Client,
  tenantId: TenantId,
  cloud: Record<string, string> = {},
): Promise<InstanceId> {
  const id = InstanceId.parse(randomUUID());
  await client.query(
    `insert into instances (id, tenant_id, name, phone_number, channel, status, whatsapp_config)
     values ($1, $2, 'Loja', $3, 'cloud', 'connected', $4)`,
    [id, tenantId, `+5511${String(randomInt(900_000_000, 999_999_999))}`, JSON.stringify({ cloud })],
  );
  return id;
}
