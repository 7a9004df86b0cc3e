import { Injectable } from '@nestjs/common';
import type {
  BroadcastId,
  BroadcastLabels,
  BroadcastState,
  InstanceId,
  OutboundContent,
  TenantId,
} from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { jsonb, storableJson } from '../platform/database/jsonb.ts';
import type { ListedRecipient } from './audience/audience-policy.ts';
import type { BroadcastRow } from './present-broadcast.ts';

export interface NewBroadcast {
  id: BroadcastId;
  instanceId: InstanceId;
  name: string;
  content: OutboundContent;
  labels: BroadcastLabels | undefined;
  ratePerMinute: number;
  startsAt: Date;
  total: number;
}

const ROWS_AT_ONCE = 5_000;

/** Writes what people do with broadcasts. */
@Injectable()
export class BroadcastsRepository {
  async insert(tenantId: TenantId, tx: Tx, broadcast: NewBroadcast): Promise<BroadcastRow> {
    return tx
      .insertInto('broadcasts')
      .values({
        id: broadcast.id,
        tenant_id: tenantId,
        instance_id: broadcast.instanceId,
        name: broadcast.name,
        content: jsonb(broadcast.content),
        labels: broadcast.labels === undefined ? null : jsonb(broadcast.labels),
        rate_per_minute: broadcast.ratePerMinute,
        starts_at: broadcast.startsAt,
        run_at: broadcast.startsAt,
        total: broadcast.total,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Keeps a list of recipients in its order. */
  async insertRecipients(
    tenantId: TenantId,
    tx: Tx,
    id: BroadcastId,
    recipients: ListedRecipient[],
  ): Promise<void> {
    for (let at = 0; at < recipients.length; at += ROWS_AT_ONCE) {
      const rows = recipients.slice(at, at + ROWS_AT_ONCE);
      await sql`
        insert into broadcast_recipients (broadcast_id, place, tenant_id, phone_number, variables)
        select ${id}, ${at} + place, ${tenantId}, phone_number, variables
        from unnest(
          ${rows.map((row) => row.phoneNumber)}::text[],
          ${rows.map((row) => storableJson(row.variables))}::jsonb[]
        ) with ordinality as given (phone_number, variables, place)`.execute(tx);
    }
  }

  async lock(tenantId: TenantId, tx: Tx, id: BroadcastId): Promise<BroadcastRow | undefined> {
    return tx
      .selectFrom('broadcasts')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
  }

  /** Pauses or resumes one that is locked; `runAt` is when its lane goes on. */
  async changeState(
    tenantId: TenantId,
    tx: Tx,
    id: BroadcastId,
    { state, runAt }: { state: BroadcastState; runAt: Date | null },
  ): Promise<BroadcastRow> {
    return tx
      .updateTable('broadcasts')
      .set({ state, run_at: runAt, error_code: null, error_detail: null, updated_at: sql`now()` })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Ends one that is locked. What was not handed over is cancelled; the lane calls off what waits to be sent. */
  async stop(tenantId: TenantId, tx: Tx, id: BroadcastId): Promise<BroadcastRow> {
    await sql`
      update broadcast_recipients set state = 'cancelled', updated_at = now()
      where tenant_id = ${tenantId} and broadcast_id = ${id} and state = 'pending'`.execute(tx);
    return tx
      .updateTable('broadcasts')
      .set({
        state: 'stopped',
        run_at: sql`now()`,
        finished_at: sql`now()`,
        error_code: null,
        error_detail: null,
        updated_at: sql`now()`,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }
}
