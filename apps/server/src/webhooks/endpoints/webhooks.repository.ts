import { Injectable } from '@nestjs/common';
import type { EventFilter, InstanceId, RetryConfig, TenantId, WebhookId } from '@recado/contracts';
import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../platform/database/database.ts';
import { jsonb } from '../../platform/database/jsonb.ts';
import type { Webhooks } from '../../platform/database/schema.ts';

export type WebhookRow = Selectable<Webhooks>;

export interface WebhookFields {
  url: string;
  events: EventFilter[];
  description: string | null;
  retryConfig: RetryConfig;
  isOrdered: boolean;
  /** Requests a second. */
  rateLimit: number | null;
  connectTimeoutMs: number;
  timeoutMs: number;
  hasHubSignature: boolean;
  isActive: boolean;
  /** Sealed; undefined keeps the one there is. */
  sealedSecret: string | undefined;
  /** Undefined keeps those there are. */
  headers: { sealed: string | null; names: string[] } | undefined;
}

/** The columns that a caller sets, but for the secret. */
const columnsOf = (fields: WebhookFields) => ({
  url: fields.url,
  events: jsonb(fields.events),
  description: fields.description,
  retry_config: jsonb(fields.retryConfig),
  is_ordered: fields.isOrdered,
  rate_limit: fields.rateLimit,
  connect_timeout_ms: fields.connectTimeoutMs,
  timeout_ms: fields.timeoutMs,
  has_hub_signature: fields.hasHubSignature,
  is_active: fields.isActive,
  ...(fields.headers && {
    sealed_headers: fields.headers.sealed,
    header_names: jsonb(fields.headers.names),
  }),
});

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
    webhook: WebhookFields & { id: WebhookId; instanceId: InstanceId | null },
  ): Promise<WebhookRow> {
    return tx
      .insertInto('webhooks')
      .values({
        id: webhook.id,
        tenant_id: tenantId,
        instance_id: webhook.instanceId,
        secret: webhook.sealedSecret ?? null,
        ...columnsOf(webhook),
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

  /**
   * Replaces the fields a caller may set. What the breaker remembers is of the old settings and is forgotten; an
   * endpoint that is switched on again also counts its days without success anew.
   */
  async update(tenantId: TenantId, tx: Tx, id: WebhookId, fields: WebhookFields): Promise<WebhookRow> {
    return tx
      .updateTable('webhooks')
      .set((row) => ({
        ...columnsOf(fields),
        ...(fields.sealedSecret !== undefined && {
          secret: fields.sealedSecret,
          previous_secret: null,
          previous_secret_until: null,
        }),
        health: jsonb({}),
        paused_until: null,
        next_request_at: null,
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

  /** Puts a new secret in place; for a day the one there is signs as well. @returns until when */
  async rotateSecret(tenantId: TenantId, tx: Tx, id: WebhookId, sealedSecret: string): Promise<Date> {
    const row = await tx
      .updateTable('webhooks')
      .set((webhook) => ({
        previous_secret: webhook.ref('secret'),
        previous_secret_until: sql<Date>`now() + interval '24 hours'`,
        secret: sealedSecret,
        updated_at: sql<Date>`now()`,
      }))
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .returning(sql<Date>`previous_secret_until`.as('until'))
      .executeTakeFirstOrThrow();
    return row.until;
  }

  /** Removes an endpoint with its deliveries. */
  async delete(tenantId: TenantId, tx: Tx, id: WebhookId): Promise<void> {
    await tx.deleteFrom('webhooks').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
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
}
