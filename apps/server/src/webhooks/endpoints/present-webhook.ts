import { EventFilter, RetryConfig, type Webhook } from '@recado/contracts';
import { z } from 'zod';
import type { WebhookRow } from './webhooks.repository.ts';

const Events = z.array(EventFilter);
const Names = z.array(z.string());

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

/** An endpoint as callers see it: without its secrets. */
export function presentWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    instanceId: row.instance_id,
    url: row.url,
    events: Events.parse(row.events),
    description: row.description,
    headerNames: Names.parse(row.header_names),
    retryConfig: RetryConfig.parse(row.retry_config),
    ordered: row.is_ordered,
    rateLimit: row.rate_limit,
    connectTimeoutMs: row.connect_timeout_ms,
    timeoutMs: row.timeout_ms,
    hubSignature: row.has_hub_signature,
    isActive: row.is_active,
    disabledReason: row.disabled_reason,
    failingSince: time(row.failing_since),
    pausedUntil: time(row.paused_until),
    previousSecretUntil: time(row.previous_secret_until),
    lastCalled: time(row.last_called),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What of an endpoint belongs in the audit log; new secrets show there only as changed. */
export const auditedWebhook = (row: WebhookRow): Record<string, unknown> => ({
  url: row.url,
  events: row.events,
  description: row.description,
  headerNames: row.header_names,
  secretHeaders: row.sealed_headers,
  retryConfig: row.retry_config,
  ordered: row.is_ordered,
  rateLimit: row.rate_limit,
  connectTimeoutMs: row.connect_timeout_ms,
  timeoutMs: row.timeout_ms,
  hubSignature: row.has_hub_signature,
  isActive: row.is_active,
  disabledReason: row.disabled_reason,
  secret: row.secret,
});
