import { Injectable } from '@nestjs/common';
import type { CreateWebhook as Request, InstanceId, WebhookId, WebhookWithSecret } from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { Egress } from '../../platform/security/egress.ts';
import { auditedWebhook, presentWebhook } from './present-webhook.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhooksRepository } from './webhooks.repository.ts';

function assertReach(caller: Caller, instanceId: InstanceId | null): void {
  if (instanceId === null && caller.instanceIds !== undefined)
    throw new AppError(
      'forbidden',
      'This API key is limited to some instances; name one of them in `instanceId`',
    );
  if (instanceId !== null && !mayUseInstance(caller, instanceId)) throw notFound('Instance');
}

/** Registers an endpoint and shows its secret, this once. */
@Injectable()
export class CreateWebhook {
  constructor(
    private readonly database: Database,
    private readonly repository: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly egress: Egress,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError address_not_allowed, not_found (the instance), forbidden (all instances, by a key of some) */
  async execute(caller: Caller, request: Request): Promise<WebhookWithSecret> {
    const { tenantId } = caller;
    assertReach(caller, request.instanceId);
    const url = await this.egress.assertAllowed(request.url);
    const id = this.clock.newId<WebhookId>();
    const secret = this.secrets.standard(request.secret);
    return this.database.inTenant(tenantId, async (tx) => {
      if (
        request.instanceId !== null &&
        !(await this.repository.hasInstance(tenantId, tx, request.instanceId))
      )
        throw notFound('Instance');
      const row = await this.repository.insert(tenantId, tx, {
        id,
        instanceId: request.instanceId,
        url: url.href,
        events: [...new Set(request.events)],
        description: request.description,
        retryConfig: request.retryConfig,
        isOrdered: request.ordered,
        rateLimit: request.rateLimit,
        connectTimeoutMs: request.connectTimeoutMs,
        timeoutMs: request.timeoutMs,
        hasHubSignature: request.hubSignature,
        isActive: true,
        sealedSecret: this.secrets.seal(tenantId, id, secret),
        headers: this.secrets.sealHeaders(tenantId, id, request.headers),
      });
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.created',
        resourceType: 'webhook',
        resourceId: id,
        after: { instanceId: row.instance_id, ...auditedWebhook(row) },
      });
      return { ...presentWebhook(row), secret };
    });
  }
}
