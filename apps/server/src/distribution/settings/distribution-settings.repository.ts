import { Injectable } from '@nestjs/common';
import { defaultDistribution, DistributionSettings, type InstanceId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { jsonb } from '../../platform/database/jsonb.ts';

/** The lane of an instance's distribution. */
export const LANE = 'distribution';

/** An instance whose conversations nobody else can distribute until the transaction ends. */
export interface HeldInstance {
  tenantId: TenantId;
  instanceId: InstanceId;
  settings: DistributionSettings;
  /** When its lane looks again. */
  nextLookAt: Date | null;
  /** The database's clock, once it was held. */
  now: Date;
}

interface SettingsRow {
  isEnabled: boolean;
  chain: unknown;
  reassignAfterSeconds: number | null;
  includeGroups: boolean;
}

const SECONDS = 60;

const settingsOf = (row: SettingsRow): DistributionSettings =>
  DistributionSettings.parse({
    ...row,
    reassignAfterMinutes:
      row.reassignAfterSeconds === null ? null : Math.ceil(row.reassignAfterSeconds / SECONDS),
  });

const columns = sql.raw(
  `is_enabled as "isEnabled", chain, reassign_after_seconds as "reassignAfterSeconds", include_groups as "includeGroups"`,
);

/** How instances distribute their conversations. The row of an instance is the lock of all that decides for it. */
@Injectable()
export class DistributionSettingsRepository {
  /** @returns undefined for an instance that never had an agent nor settings */
  async hold(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<HeldInstance | undefined> {
    // The clock is read by the outer query, after the wait for the row.
    const { rows } = await sql<SettingsRow & { nextLookAt: Date | null; now: Date }>`
      with held as materialized (
        select ${columns}, next_look_at as "nextLookAt"
        from distribution_settings
        where tenant_id = ${tenantId} and instance_id = ${instanceId}
        for update
      )
      select held.*, clock_timestamp() as now from held`.execute(tx);
    const [row] = rows;
    if (row === undefined) return undefined;
    const { nextLookAt, now, ...settings } = row;
    return { tenantId, instanceId, settings: settingsOf(settings), nextLookAt, now };
  }

  /** Gives an instance the settings of the beginning, if it has none. */
  async ensure(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<void> {
    await sql`
      insert into distribution_settings (instance_id, tenant_id, chain)
      values (${instanceId}, ${tenantId}, ${jsonb(defaultDistribution.chain)})
      on conflict (instance_id) do nothing`.execute(tx);
  }

  /** Without holding them. @returns undefined when nobody set any */
  async find(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<DistributionSettings | undefined> {
    const { rows } = await sql<SettingsRow>`
      select ${columns} from distribution_settings
      where tenant_id = ${tenantId} and instance_id = ${instanceId}`.execute(tx);
    return rows[0] && settingsOf(rows[0]);
  }

  async hasInstance(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<boolean> {
    const { rows } = await sql`
      select from instances where tenant_id = ${tenantId} and id = ${instanceId}`.execute(tx);
    return rows.length > 0;
  }

  /** Of an instance that is held. */
  async update(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    settings: DistributionSettings,
  ): Promise<void> {
    const { isEnabled, chain, reassignAfterMinutes, includeGroups } = settings;
    await tx
      .updateTable('distribution_settings')
      .set({
        is_enabled: isEnabled,
        chain: jsonb(chain),
        reassign_after_seconds: reassignAfterMinutes === null ? null : reassignAfterMinutes * SECONDS,
        include_groups: includeGroups,
        updated_at: sql<Date>`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .execute();
  }

  /** Has the lane look at this time, or earlier if it was going to. */
  async lookBy({ tenantId, instanceId, nextLookAt }: HeldInstance, tx: Tx, at: Date): Promise<void> {
    if (nextLookAt !== null && nextLookAt <= at) return;
    await sql`
      update distribution_settings set next_look_at = least(next_look_at, ${at})
      where tenant_id = ${tenantId} and instance_id = ${instanceId}`.execute(tx);
  }

  /** What the lane found out: when to look again, if ever. */
  async setNextLook({ tenantId, instanceId }: HeldInstance, tx: Tx, at: Date | null): Promise<void> {
    await sql`
      update distribution_settings set next_look_at = ${at}
      where tenant_id = ${tenantId} and instance_id = ${instanceId}`.execute(tx);
  }

  /** For lanes, which know the instance alone. */
  async tenantOf(tx: Tx, instanceId: InstanceId): Promise<TenantId | undefined> {
    const row = await tx
      .selectFrom('distribution_settings')
      .select('tenant_id as tenantId')
      .where('instance_id', '=', instanceId)
      .executeTakeFirst();
    return row?.tenantId;
  }

  /** Instances whose lane has to look and that nobody looks after now; uses distribution_settings_due. */
  async findDue(tx: Tx, limit: number): Promise<InstanceId[]> {
    const { rows } = await sql<{ id: InstanceId }>`
      select s.instance_id as id
      from distribution_settings s
      where s.next_look_at <= now()
        and not exists (
          select from leases l where l.kind = ${LANE} and l.id = s.instance_id and l.expires_at > now()
        )
      order by s.next_look_at
      limit ${limit}`.execute(tx);
    return rows.map(({ id }) => id);
  }
}
