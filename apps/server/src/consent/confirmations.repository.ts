import { Injectable } from '@nestjs/common';
import type { ConversationId, InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';

export const LANE = 'consent';

export interface NewConfirmation {
  id: string;
  instanceId: InstanceId;
  conversationId: ConversationId;
  text: string;
}

export interface Confirmation extends NewConfirmation {
  tenantId: TenantId;
  /** How often accepting it was tried. */
  attempts: number;
  createdAt: Date;
}

/** Answers to who opted out or in, until each is a message. */
@Injectable()
export class ConfirmationsRepository {
  async insert(tenantId: TenantId, tx: Tx, confirmations: NewConfirmation[]): Promise<void> {
    if (confirmations.length === 0) return;
    await tx
      .insertInto('consent_confirmations')
      .values(
        confirmations.map(({ id, instanceId, conversationId, text }) => ({
          id,
          tenant_id: tenantId,
          instance_id: instanceId,
          conversation_id: conversationId,
          text,
        })),
      )
      .execute();
  }

  /** Those of an instance that are due, and when the next is; consent_confirmations_due gives their order. */
  async due(
    tx: Tx,
    instanceId: InstanceId,
    limit: number,
  ): Promise<{ due: Confirmation[]; nextAt: Date | undefined }> {
    const { rows } = await sql<Confirmation & { runAt: Date; isDue: boolean }>`
      select id, tenant_id as "tenantId", instance_id as "instanceId", conversation_id as "conversationId", text, attempts,
        created_at as "createdAt", run_at as "runAt", run_at <= now() as "isDue"
      from consent_confirmations
      where instance_id = ${instanceId}
      order by run_at
      limit ${limit}`.execute(tx);
    return { due: rows.filter(({ isDue }) => isDue), nextAt: rows.find(({ isDue }) => !isDue)?.runAt };
  }

  async delete(tenantId: TenantId, tx: Tx, id: string): Promise<void> {
    await tx
      .deleteFrom('consent_confirmations')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }

  async postpone(tenantId: TenantId, tx: Tx, id: string, delayMs: number): Promise<void> {
    await sql`
      update consent_confirmations
      set attempts = attempts + 1, run_at = now() + make_interval(secs => ${delayMs / 1_000}::float8)
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx);
  }

  /** Instances that have something due and no live holder, for the sweep. */
  async findDue(tx: Tx, limit: number): Promise<InstanceId[]> {
    const { rows } = await sql<{ id: InstanceId }>`
      select distinct c.instance_id as id
      from consent_confirmations c
      where c.run_at <= now()
        and not exists (
          select 1 from leases l where l.kind = ${LANE} and l.id = c.instance_id and l.expires_at > now()
        )
      limit ${limit}`.execute(tx);
    return rows.map((row) => row.id);
  }
}
