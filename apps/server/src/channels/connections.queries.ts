import { Injectable } from '@nestjs/common';
import { TenantId, type InstanceId } from '@recado/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../platform/database/database.ts';
import type { ChannelKind } from './channel.ts';

const Row = z.object({
  channel: z.enum(['cloud', 'web']),
  phone_number: z.string(),
  whatsapp_config: z.looseObject({}),
});

export interface StoredConnection {
  channel: ChannelKind;
  phoneNumber: string;
  settings: unknown;
}

/** Reads what a connection is made of. */
@Injectable()
export class ConnectionsQueries {
  /** The active tenant that owns an instance, for a provider's webhook or a lane, which name the instance alone. */
  async tenantOf(tx: Tx, instanceId: InstanceId): Promise<TenantId | undefined> {
    const { rows } = await sql<{
      tenant_id: string | null;
    }>`select tenant_for_instance(${instanceId}) as tenant_id`.execute(tx);
    return TenantId.optional().parse(rows[0]?.tenant_id ?? undefined);
  }

  /** Settings are stored under the channel's name in whatsapp_config. */
  async connectionOf(
    tenantId: TenantId,
    tx: Tx,
    instanceId: InstanceId,
  ): Promise<StoredConnection | undefined> {
    const row = await tx
      .selectFrom('instances')
      .select(['channel', 'phone_number', 'whatsapp_config'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', instanceId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { channel, phone_number: phoneNumber, whatsapp_config: config } = Row.parse(row);
    return { channel, phoneNumber, settings: config[channel] };
  }
}
