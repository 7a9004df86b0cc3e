import { Injectable } from '@nestjs/common';
import type { UpdateWebhook as Request, Webhook, WebhookId } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { afterCommit, Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { Egress } from '../../platform/security/egress.ts';
import { LANE } from '../delivering/deliveries.repository.ts';
import { auditedWebhook, presentWebhook } from './present-webhook.ts';
import { mayUseWebhookOf } from './webhook-reach.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhooksRepository, type WebhookFields, type WebhookRow } from './webhooks.repository.ts';

/** What a caller sets plainly; what is absent stays. */
const settingsOf = (
  request: Request,
  before: WebhookRow,
): Omit<WebhookFields, 'url' | 'isActive' | 'sealedSecret' | 'headers'> => ({
  events: [...new Set(request.events)],
  description: request.description === undefined ? before.description : request.description,
  retryConfig: request.retryConfig,
  isOrdered: request.ordered ?? before.is_ordered,
  rateLimit: request.rateLimit === undefined ? before.rate_limit : request.rateLimit,
  connectTimeoutMs: request.connectTimeoutMs ?? before.connect_timeout_ms,
  timeoutMs: request.timeoutMs ?? before.timeout_ms,
  hasHubSignature: request.hubSignature ?? before.has_hub_signature,
});

/** Replaces an endpoint. Switched on again, it gets what was held for it. */
@Injectable()
export class UpdateWebhook {
  constructor(
    private readonly database: Database,
    private readonly repository: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly egress: Egress,
    private readonly recordAudit: RecordAudit,
    private readonly lanes: Lanes,
  ) {}

  /** @throws AppError address_not_allowed, not_found, conflict (another instance) */
  async execute(caller: Caller, id: WebhookId, request: Request): Promise<Webhook> {
    const { tenantId } = caller;
    const url = await this.egress.assertAllowed(request.url);
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.lock(tenantId, tx, id);
      if (before === undefined || !mayUseWebhookOf(caller, before.instance_id)) throw notFound('Webhook');
      if (request.instanceId !== undefined && request.instanceId !== before.instance_id)
        throw new AppError('conflict', 'A webhook stays with its instance, or with all; make another one');
      const row = await this.repository.update(tenantId, tx, id, {
        ...settingsOf(request, before),
        url: url.href,
        isActive: request.isActive ?? before.is_active,
        sealedSecret:
          request.secret && this.secrets.seal(tenantId, id, this.secrets.standard(request.secret)),
        headers: request.headers && this.secrets.sealHeaders(tenantId, id, request.headers),
      });
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.updated',
        resourceType: 'webhook',
        resourceId: id,
        before: auditedWebhook(before),
        after: auditedWebhook(row),
      });
      if (row.is_active)
        afterCommit(() => {
          this.lanes.wake(LANE, id);
        });
      return presentWebhook(row);
    });
  }
}
