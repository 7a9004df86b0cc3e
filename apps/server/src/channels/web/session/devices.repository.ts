import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { storableJson } from '../../../platform/database/jsonb.ts';

/** A change of somebody's devices is told to us, also later; this is for what was missed all the same. */
const FRESH_MINUTES = 60;

/** The devices of a person, as the library describes them. */
export interface KnownDevices {
  user: string;
  devices: unknown;
}

/** Devices of those a session writes to. For the process that holds the session alone. */
@Injectable()
export class DevicesRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** Those that are known and fresh. The primary key finds them. */
  async find(tenantId: TenantId, instanceId: InstanceId, users: readonly string[]): Promise<KnownDevices[]> {
    const { rows } = await sql<KnownDevices>`
      select user_part as user, devices
      from web_devices
      where tenant_id = ${tenantId} and instance_id = ${instanceId} and user_part = any(${[...users]}::text[])
        and fetched_at > now() - make_interval(mins => ${FRESH_MINUTES})`.execute(this.database.statements);
    return rows;
  }

  async save(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
    known: readonly KnownDevices[],
  ): Promise<void> {
    await sql`
      insert into web_devices (tenant_id, instance_id, user_part, devices)
      select ${tenantId}, ${instanceId}, user_part, devices
      from unnest(
        ${known.map(({ user }) => user)}::text[],
        ${known.map(({ devices }) => storableJson(devices))}::jsonb[]
      ) as given (user_part, devices)
      order by user_part
      on conflict (instance_id, user_part) do update
        set devices = excluded.devices, fetched_at = now()`.execute(tx);
  }

  async forget(tenantId: TenantId, tx: Tx, instanceId: InstanceId, users: readonly string[]): Promise<void> {
    await sql`
      delete from web_devices
      where tenant_id = ${tenantId} and instance_id = ${instanceId} and user_part = any(${[...users]}::text[])`.execute(
      tx,
    );
  }

  async forgetAll(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<void> {
    await tx
      .deleteFrom('web_devices')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .execute();
  }

  /** What is too old to be used. Uses web_devices_by_time. */
  async deleteOld(tx: Tx, limit: number): Promise<number> {
    const result = await sql`
      delete from web_devices
      where ctid in (
        select ctid from web_devices where fetched_at < now() - interval '1 day' limit ${limit} for update skip locked
      )`.execute(tx);
    return Number(result.numAffectedRows ?? 0n);
  }
}
