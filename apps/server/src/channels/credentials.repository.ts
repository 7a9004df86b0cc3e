import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { SecretBox, type SecretPlace } from '../platform/security/secret-box.ts';

/** Where a secret of an instance is sealed for. */
const placeOf = (tenantId: TenantId, instanceId: InstanceId, kind: string): SecretPlace => ({
  tenantId,
  table: 'channel_credentials',
  column: 'value',
  rowId: `${instanceId}:${kind}`,
});

/** Secrets of connected numbers, sealed at rest. What is read here stays in the process. */
@Injectable()
export class CredentialsRepository {
  constructor(private readonly box: SecretBox) {}

  /** Stores secrets by kind, such as `accessToken`; kinds that are not given stay as they are. */
  async store(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    secrets: Readonly<Record<string, string>>,
  ): Promise<void> {
    const rows = Object.entries(secrets).map(([kind, secret]) => ({
      tenant_id: tenantId,
      instance_id: instanceId,
      kind,
      value: this.box.seal(secret, placeOf(tenantId, instanceId, kind)),
    }));
    if (rows.length === 0) return;
    await tx
      .insertInto('channel_credentials')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(['instance_id', 'kind', 'key_id'])
          .doUpdateSet((row) => ({ value: row.ref('excluded.value'), updated_at: sql<Date>`now()` })),
      )
      .execute();
  }

  async remove(tenantId: TenantId, tx: Tx, instanceId: InstanceId, kind: string): Promise<void> {
    await tx
      .deleteFrom('channel_credentials')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('kind', '=', kind)
      .where('key_id', '=', '')
      .execute();
  }

  /** The opened secrets of an instance, by kind. */
  async open(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<Record<string, string>> {
    const rows = await tx
      .selectFrom('channel_credentials')
      .select(['kind', 'value'])
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('key_id', '=', '')
      .execute();
    return Object.fromEntries(
      rows.map(({ kind, value }) => [
        kind,
        this.box.open(value, placeOf(tenantId, instanceId, kind)).toString(),
      ]),
    );
  }
}
