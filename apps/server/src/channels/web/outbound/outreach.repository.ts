import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase } from '../../../platform/database/database.ts';

/** How a number has been used until now, as pacing needs it. */
export interface Outreach {
  linkedAt: Date | null;
  /** As stored in web_sessions. */
  limits: unknown;
  /** We wrote to this recipient before, or the phone did. */
  isKnown: boolean;
  /** When new contacts were first written to in the last 24 hours, oldest first. */
  startedAt: Date[];
}

const MOST_COUNTED = 10_000;

/** People that a number wrote to who had not written to it. */
@Injectable()
export class OutreachRepository {
  constructor(private readonly database: WorkerDatabase) {}

  /** `chat` is WhatsApp's address of the recipient. web_outreach_by_time finds the last day. */
  async of(
    tenantId: TenantId,
    instanceId: InstanceId,
    { recipient, chat }: { recipient: string; chat: string },
  ): Promise<Outreach> {
    const { rows } = await sql<Outreach>`
      select
        (select linked_at from web_sessions where instance_id = ${instanceId} and tenant_id = ${tenantId}) as "linkedAt",
        (select limits from web_sessions where instance_id = ${instanceId} and tenant_id = ${tenantId}) as limits,
        exists (
          select from web_outreach
          where tenant_id = ${tenantId} and instance_id = ${instanceId} and recipient = ${recipient}
        ) or exists (
          select from web_history_messages
          where tenant_id = ${tenantId} and instance_id = ${instanceId} and chat = ${chat}
        ) as "isKnown",
        array(
          select first_at from web_outreach
          where tenant_id = ${tenantId} and instance_id = ${instanceId} and first_at > now() - interval '24 hours'
          order by first_at
          limit ${MOST_COUNTED}
        ) as "startedAt"`.execute(this.database.statements);
    return rows[0] ?? { linkedAt: null, limits: {}, isKnown: false, startedAt: [] };
  }

  async add(tenantId: TenantId, instanceId: InstanceId, recipient: string): Promise<void> {
    await this.database.statements
      .insertInto('web_outreach')
      .values({ tenant_id: tenantId, instance_id: instanceId, recipient })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** WhatsApp refused the first message: the recipient is as new as before. */
  async remove(tenantId: TenantId, instanceId: InstanceId, recipient: string): Promise<void> {
    await this.database.statements
      .deleteFrom('web_outreach')
      .where('tenant_id', '=', tenantId)
      .where('instance_id', '=', instanceId)
      .where('recipient', '=', recipient)
      .execute();
  }
}
