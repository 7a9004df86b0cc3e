import { EventFilter, RetryConfig, type Webhook } from '@recado/contracts';
import { z } from 'zod';
import type { WebhookRow } from './webhooks.repository.ts';

const Events = z.array(EventFilter);

/** An endpoint as callers see it: without its secret. */
export function presentWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    instanceId: row.instance_id,
    url: row.url,
    events: Events.parse(row.events),
    retryConfig: RetryConfig.parse(row.retry_config),
    isActive: row.is_active,
    disabledReason: row.disabled_reason,
    failingSince: row.failing_since?.toISOString() ?? null,
    lastCalled: row.last_called?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** What of an endpoint belongs in the audit log; a new secret shows there only as changed. */
export const auditedWebhook = (row: WebhookRow): Record<string, unknown> => ({
  url: row.url,
  events: row.events,
  retryConfig: row.retry_config,
  isActive: row.is_active,
  disabledReason: row.disabled_reason,
  secret: row.secret,
});
