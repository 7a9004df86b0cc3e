import { Injectable } from '@nestjs/common';
import { WebhookId, type EventId, type EventType, type InstanceId, type TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { storableJson } from '../platform/database/jsonb.ts';

export interface EventRow {
  id: EventId;
  tenantId: TenantId;
  instanceId: InstanceId | null;
  type: EventType;
  data: unknown;
}

@Injectable()
export class EventsRepository {
  /**
   * Inserts events in their order and one pending delivery for each active webhook that asked for the type.
   * One statement for all: `webhooks_by_instance` finds the endpoints.
   * @returns the webhooks that have something to deliver
   */
  async insertWithDeliveries(tx: Tx, events: EventRow[]): Promise<WebhookId[]> {
    const { rows } = await sql<{ webhook_id: string }>`
      with given as (
        select *
        from unnest(
          ${events.map((event) => event.id)}::uuid[],
          ${events.map((event) => event.tenantId)}::uuid[],
          ${events.map((event) => event.instanceId)}::uuid[],
          ${events.map((event) => event.type)}::text[],
          ${events.map((event) => storableJson(event.data))}::jsonb[]
        ) with ordinality as e (id, tenant_id, instance_id, type, data, place)
      ),
      inserted as (
        insert into events (id, tenant_id, instance_id, type, data)
        select id, tenant_id, instance_id, type, data
        from given
        order by place
      ),
      deliveries as (
        insert into webhook_deliveries (tenant_id, webhook_id, event_id)
        select g.tenant_id, w.id, g.id
        from given g
        join webhooks w on w.instance_id = g.instance_id and w.is_active
        where w.events ? g.type or w.events ? '*'
        order by g.place
        returning webhook_id
      )
      select distinct webhook_id from deliveries`.execute(tx);
    return rows.map((row) => WebhookId.parse(row.webhook_id));
  }
}
