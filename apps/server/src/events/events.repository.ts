import { Injectable } from '@nestjs/common';
import { WebhookId, type EventId, type EventType, type InstanceId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { storableJson } from '../platform/database/jsonb.ts';
import { conversationOf } from './conversation-policy.ts';
import { announcement } from './event-horizon.repository.ts';

export interface EventRow {
  id: EventId;
  tenantId: TenantId;
  instanceId: InstanceId | null;
  type: EventType;
  data: Record<string, unknown>;
}

@Injectable()
export class EventsRepository {
  /**
   * Inserts events in their order and one pending delivery for each active webhook, of the instance or of the whole
   * tenant, that asked for the type; whoever reads events in order waits for them. One statement for all:
   * webhooks_by_instance and webhooks_of_whole_tenant find the endpoints.
   * @returns the webhooks that have something to deliver, without those that are paused: they are woken when that ends
   */
  async insertWithDeliveries(tx: Tx, events: EventRow[]): Promise<WebhookId[]> {
    const { rows } = await sql<{ webhook_id: string }>`
      with given as (
        select *
        from unnest(
          ${events.map((event) => event.id)}::uuid[],
          ${events.map((event) => event.tenantId)}::uuid[],
          ${events.map((event) => event.instanceId)}::uuid[],
          ${events.map((event) => conversationOf(event.data))}::uuid[],
          ${events.map((event) => event.type)}::text[],
          ${events.map((event) => storableJson(event.data))}::jsonb[]
        ) with ordinality as e (id, tenant_id, instance_id, conversation_id, type, data, place)
      ),
      announced as materialized (${announcement(sql`select distinct tenant_id from given`)}),
      inserted as (
        insert into events (id, tenant_id, instance_id, conversation_id, type, data)
        select id, tenant_id, instance_id, conversation_id, type, data
        from given
        where (select count(*) from announced) > 0
        order by place
      ),
      asked as materialized (
        select g.tenant_id, w.id as webhook_id, g.id as event_id, g.type, g.place, w.is_paused,
          case when w.is_ordered then g.conversation_id::text end as ordering_key
        from given g
        cross join lateral (
          select id, events, is_ordered, coalesce(paused_until > now(), false) as is_paused
          from webhooks where instance_id = g.instance_id and is_active
          union all
          select id, events, is_ordered, coalesce(paused_until > now(), false)
          from webhooks where tenant_id = g.tenant_id and instance_id is null and is_active
        ) w
        where w.events ?| array[g.type, split_part(g.type, '.', 1) || '.*', '*']
      ),
      deliveries as (
        insert into webhook_deliveries (tenant_id, webhook_id, event_id, event_type, ordering_key)
        select tenant_id, webhook_id, event_id, type, ordering_key
        from asked
        order by place
      )
      select distinct webhook_id from asked where not is_paused`.execute(tx);
    return rows.map((row) => WebhookId.parse(row.webhook_id));
  }
}
