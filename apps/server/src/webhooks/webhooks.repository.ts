import { Injectable } from '@nestjs/common';
import type { CreateWebhook, EventId, InstanceId, RetryConfig, TenantId, WebhookId } from '@recado/contracts';
import { sql, type Selectable } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import { jsonb } from '../platform/database/jsonb.ts';
import type { Webhooks } from '../platform/database/schema.ts';

export type WebhookRow = Selectable<Webhooks>;

export interface WebhookFields {
  url: string;
  events: CreateWebhook['events'];
  retryConfig: RetryConfig;
  isActive: boolean;
  /** Sealed; undefined keeps the one there is. */
  sealedSecret: string | undefined;
}

export interface Calls {
  hasSuccess: boolean;
  endsInFailure: boolean;
}

/** Writes endpoints. */
@Injectable()
export class WebhooksRepository {
  async hasInstance(tenantId: TenantId, tx: Tx, instanceId: InstanceId): Promise<boolean> {
    const row = await tx
      .selectFrom('instances')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', instanceId)
      .forKeyShare()
      .executeTakeFirst();
    return row !== undefined;
  }

  async insert(
    tenantId: TenantId,
    tx: Tx,
    webhook: WebhookFields & { id: WebhookId; instanceId: InstanceId },
  ): Promise<WebhookRow> {
    return tx
      .insertInto('webhooks')
      .values({
        id: webhook.id,
        tenant_id: tenantId,
        instance_id: webhook.instanceId,
        url: webhook.url,
        events: jsonb(webhook.events),
        secret: webhook.sealedSecret ?? null,
        retry_config: jsonb(webhook.retryConfig),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Reads an endpoint that is about to change, and keeps others from changing it. */
  async lock(tenantId: TenantId, tx: Tx, id: WebhookId): Promise<WebhookRow | undefined> {
    return tx
      .selectFrom('webhooks')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
  }

  /** Replaces the fields a caller may set. An endpoint that is switched on again begins with a clean sheet. */
  async update(tenantId: TenantId, tx: Tx, id: WebhookId, fields: WebhookFields): Promise<WebhookRow> {
    return tx
      .updateTable('webhooks')
      .set((row) => ({
        url: fields.url,
        events: jsonb(fields.events),
        retry_config: jsonb(fields.retryConfig),
        is_active: fields.isActive,
        ...(fields.sealedSecret !== undefined && { secret: fields.sealedSecret }),
        failing_since: sql<Date | null>`case when ${row.ref('is_active')} then ${row.ref('failing_since')} end`,
        disabled_reason: sql<
          string | null
        >`case when ${fields.isActive}::boolean then null else ${row.ref('disabled_reason')} end`,
        updated_at: sql<Date>`now()`,
      }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  /** Removes an endpoint with its deliveries. */
  async delete(tenantId: TenantId, tx: Tx, id: WebhookId): Promise<void> {
    await tx.deleteFrom('webhooks').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
  }

  /** Notes that the endpoint was called and whether it keeps failing. @returns since when it fails */
  async noteCalls(tenantId: TenantId, tx: Tx, id: WebhookId, calls: Calls): Promise<Date | null> {
    const row = await tx
      .updateTable('webhooks')
      .set((webhook) => ({
        last_called: sql<Date>`now()`,
        failing_since: sql<Date | null>`case
          when not ${calls.endsInFailure}::boolean then null
          when ${calls.hasSuccess}::boolean then now()
          else coalesce(${webhook.ref('failing_since')}, now())
        end`,
      }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returning('failing_since')
      .executeTakeFirst();
    return row?.failing_since ?? null;
  }

  /** Switches an endpoint off. @returns false when it was off already */
  async disable(tenantId: TenantId, tx: Tx, id: WebhookId, reason: string): Promise<boolean> {
    const result = await tx
      .updateTable('webhooks')
      .set({ is_active: false, disabled_reason: reason, updated_at: sql<Date>`now()` })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('is_active', '=', true)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  }

  /** Records a `webhook.test` for one endpoint alone, already claimed by whoever performs it. @returns when it happened */
  async insertTest(
    tenantId: TenantId,
    tx: Tx,
    test: {
      eventId: EventId;
      deliveryId: string;
      claimId: string;
      webhook: WebhookRow;
      data: Record<string, unknown>;
    },
  ): Promise<Date> {
    const event = await tx
      .insertInto('events')
      .values({
        id: test.eventId,
        tenant_id: tenantId,
        instance_id: test.webhook.instance_id,
        type: 'webhook.test',
        data: jsonb(test.data),
      })
      .returning('created_at')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('webhook_deliveries')
      .values({
        id: test.deliveryId,
        tenant_id: tenantId,
        webhook_id: test.webhook.id,
        event_id: test.eventId,
        state: 'delivering',
        claim_id: test.claimId,
        claim_until: sql<Date>`now() + interval '1 minute'`,
      })
      .execute();
    return event.created_at;
  }
}
