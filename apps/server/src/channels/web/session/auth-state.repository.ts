import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { SecretBox, type SecretPlace } from '../../../platform/security/secret-box.ts';
import { heldAmongGiven } from '../sessions/session-leases.repository.ts';

/** One key of a session: the library's type and id of it, and its JSON; null removes it. */
export interface StoredKey {
  kind: string;
  keyId: string;
  json: string | null;
}

/** What one session writes at once, under the fence of its lease. */
export interface KeysOfSession {
  tenantId: TenantId;
  instanceId: InstanceId;
  fence: number;
  keys: readonly StoredKey[];
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

  /**
   * Writes keys of several sessions by one statement, each key at most once; all of a session or nothing.
   * @returns the sessions whose leases are held; nothing is written for others
   */
  async write(sessions: readonly KeysOfSession[]): Promise<Set<InstanceId>> {
    const given = sessions.flatMap(({ tenantId, instanceId, fence, keys }) =>
      keys.map(({ kind, keyId, json }) => ({
        tenantId,
        instanceId,
        fence,
        kind,
        keyId,
        value: json === null ? null : this.box.seal(json, placeOf(tenantId, instanceId, { kind, keyId })),
      })),
    );
    const { rows } = await sql<{ id: InstanceId }>`
      with given as (
        select *
        from unnest(
          ${given.map(({ tenantId }) => tenantId)}::uuid[],
          ${given.map(({ instanceId }) => instanceId)}::uuid[],
          ${given.map(({ fence }) => fence)}::bigint[],
          ${given.map(({ kind }) => kind)}::text[],
          ${given.map(({ keyId }) => keyId)}::text[],
          ${given.map(({ value }) => value)}::bytea[]
        ) as g (tenant_id, instance_id, fence, kind, key_id, value)
      ),
      held as (${heldAmongGiven}),
      gone as (
        delete from channel_credentials c
        using given g
        join held on held.id = g.instance_id
        where g.value is null and c.tenant_id = g.tenant_id and c.instance_id = g.instance_id and c.kind = g.kind
          and c.key_id = g.key_id and c.key_id <> ''
      ),
      kept as (
        insert into channel_credentials (tenant_id, instance_id, kind, key_id, value)
        select g.tenant_id, g.instance_id, g.kind, g.key_id, g.value
        from given g
        join held on held.id = g.instance_id
        where g.value is not null
        on conflict (instance_id, kind, key_id) do update
        set value = excluded.value, updated_at = now()
      )
      select id from held`.execute(this.database.statements);
    return new Set(rows.map(({ id }) => id));
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
