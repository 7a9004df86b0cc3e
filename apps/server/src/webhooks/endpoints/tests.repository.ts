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
