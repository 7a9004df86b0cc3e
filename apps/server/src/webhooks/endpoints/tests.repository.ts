import { Injectable } from '@nestjs/common';
import type { EventId, EventType, WebhookDeliveryId } from '@recado/contracts';
import { sql } from 'kysely';
import { conversationOf, type RecordedEvent } from '../../events/index.ts';
import type { Tx } from '../../platform/database/database.ts';
import { jsonb } from '../../platform/database/jsonb.ts';
import type { WebhookRow } from './webhooks.repository.ts';

export interface TestEvent {
  eventId: EventId;
  deliveryId: WebhookDeliveryId;
  claimId: string;
  type: EventType;
}

/** Writes events that are made to test one endpoint. */
@Injectable()
export class TestsRepository {
  /** The data of the latest event of this type that the endpoint could have had; undefined when there was none. */
  async latestData(tx: Tx, webhook: WebhookRow, type: EventType): Promise<unknown> {
    const row = await tx
      .selectFrom('events')
      .select('data')
      .where('tenant_id', '=', webhook.tenant_id)
      .where('type', '=', type)
      .where('only_webhook_id', 'is', null)
      .$if(webhook.instance_id !== null, (select) => select.where('instance_id', '=', webhook.instance_id))
      // The newest of many is near the end of events_by_tenant; of a rare type, none may be.
      .where(
        'seq',
        '>',
        sql<number>`(select coalesce(max(seq), 0) - 10000 from events where tenant_id = ${webhook.tenant_id})`,
      )
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.data;
  }

  /** Records an event for one endpoint alone, already claimed by whoever performs it. */
  async insert(
    tx: Tx,
    webhook: WebhookRow,
    test: TestEvent,
    data: RecordedEvent['data'],
  ): Promise<RecordedEvent> {
    const event = await tx
      .insertInto('events')
      .values({
        id: test.eventId,
        tenant_id: webhook.tenant_id,
        instance_id: webhook.instance_id,
        type: test.type,
        conversation_id: conversationOf(data),
        data: jsonb(data),
        only_webhook_id: webhook.id,
      })
      .returning(['id', 'type', 'tenant_id as tenantId', 'instance_id as instanceId'])
      .returning(['conversation_id as conversationId', 'seq as sequence', 'created_at as at'])
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('webhook_deliveries')
      .values({
        id: test.deliveryId,
        tenant_id: webhook.tenant_id,
        webhook_id: webhook.id,
        event_id: test.eventId,
        event_type: test.type,
        state: 'delivering',
        claim_id: test.claimId,
        claim_until: sql<Date>`now() + interval '1 minute'`,
      })
      .execute();
    return { ...event, data };
  }
}
