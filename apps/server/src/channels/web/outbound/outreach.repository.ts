import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import type { Recipient } from '../../channel.ts';

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

  /**
   * `names` are those that one person is known by without asking the database, which adds those of their contact and of checks of
   * the number: what was written to any of them was written to that person. web_outreach_by_time finds the last day.
   */
  async of(tenantId: TenantId, instanceId: InstanceId, names: Recipient[]): Promise<Outreach> {
    const { rows } = await sql<Outreach>`
      with given as (
        select *
        from unnest(${names.map(({ kind }) => kind)}::text[], ${names.map(({ value }) => value)}::text[]) as g (kind, value)
      ),
      names as (
        select kind, value from given
        union
        select others.kind, others.value
        from given
        join contact_identities i on i.tenant_id = ${tenantId} and i.kind = given.kind and i.value = given.value
        join contact_identities others on others.contact_id = i.contact_id and others.tenant_id = i.tenant_id
        where others.kind in ('phone', 'lid')
      ),
      chats as (
        select case kind when 'phone' then ltrim(value, '+') || '@s.whatsapp.net' else value end as chat from names
        union
        select c.whatsapp_id
        from names
        join web_number_checks c on c.tenant_id = ${tenantId} and c.phone_number = names.value
        where names.kind = 'phone' and c.whatsapp_id is not null
      )
      select
        (select linked_at from web_sessions where instance_id = ${instanceId} and tenant_id = ${tenantId}) as "linkedAt",
        (select limits from web_sessions where instance_id = ${instanceId} and tenant_id = ${tenantId}) as limits,
        exists (
          select from web_outreach
          where tenant_id = ${tenantId} and instance_id = ${instanceId} and recipient in (select value from names)
        ) or exists (
          select from web_history_messages
          where tenant_id = ${tenantId} and instance_id = ${instanceId} and chat in (select chat from chats)
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
