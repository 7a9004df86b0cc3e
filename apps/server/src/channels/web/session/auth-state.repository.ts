import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { SecretBox, type SecretPlace } from '../../../platform/security/secret-box.ts';

/** One key of a session: the library's type and id of it, and its JSON; null removes it. */
export interface StoredKey {
  kind: string;
  keyId: string;
  json: string | null;
}

const placeOf = (
  tenantId: TenantId,
  instanceId: InstanceId,
  { kind, keyId }: Pick<StoredKey, 'kind' | 'keyId'>,
): SecretPlace => ({
  tenantId,
  table: 'channel_credentials',
  column: 'value',
  rowId: `${instanceId}:${kind}:${keyId}`,
});

/**
 * Keys of sessions, each sealed in a row of its own. Their key_id is never empty, which tells them from an instance's other
 * secrets in the same table. For the process that holds the session alone.
 */
@Injectable()
export class AuthStateRepository {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly box: SecretBox,
  ) {}

  /** The keys of one kind that there are, by id. */
  async read(
    tenantId: TenantId,
    instanceId: InstanceId,
    kind: string,
    keyIds: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await this.database.statements
      .selectFrom('channel_credentials')
      .select(['key_id', 'value'])
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('kind', '=', kind)
      .where(sql<boolean>`key_id = any(${[...keyIds]}::text[])`)
      .execute();
    return new Map(
      rows.map(({ key_id: keyId, value }) => [
        keyId,
        this.box.open(value, placeOf(tenantId, instanceId, { kind, keyId })).toString(),
      ]),
    );
  }

  /** Each key at most once. */
  async write(tenantId: TenantId, tx: Tx, instanceId: InstanceId, keys: readonly StoredKey[]): Promise<void> {
    const gone = keys.filter(({ json }) => json === null);
    const kept = keys.flatMap(({ kind, keyId, json }) =>
      json === null
        ? []
        : [{ kind, keyId, value: this.box.seal(json, placeOf(tenantId, instanceId, { kind, keyId })) }],
    );
    if (gone.length > 0)
      await sql`
        delete from channel_credentials c
        using unnest(
          ${gone.map(({ kind }) => kind)}::text[],
          ${gone.map(({ keyId }) => keyId)}::text[]
        ) as g (kind, key_id)
        where c.tenant_id = ${tenantId} and c.instance_id = ${instanceId} and c.kind = g.kind
          and c.key_id = g.key_id and c.key_id <> ''`.execute(tx);
    if (kept.length > 0)
      await sql`
        insert into channel_credentials (tenant_id, instance_id, kind, key_id, value)
        select ${tenantId}, ${instanceId}, k.kind, k.key_id, k.value
        from unnest(
          ${kept.map(({ kind }) => kind)}::text[],
          ${kept.map(({ keyId }) => keyId)}::text[],
          ${kept.map(({ value }) => value)}::bytea[]
        ) as k (kind, key_id, value)
        on conflict (instance_id, kind, key_id) do update
        set value = excluded.value, updated_at = now()`.execute(tx);
  }

  /** Removes all keys of a session; the instance's other secrets stay. */
  async wipe(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<void> {
    await tx
      .deleteFrom('channel_credentials')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('key_id', '<>', '')
      .execute();
  }
}
