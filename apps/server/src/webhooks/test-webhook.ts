import { Injectable } from '@nestjs/common';
import type { EventId, WebhookId, WebhookTestResult } from '@recado/contracts';
import { RecordAudit } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { eventBody } from './event-body.ts';
import { PostWebhook } from './post-webhook.ts';
import { SettleDeliveries } from './settle-deliveries.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { WebhooksRepository, type WebhookRow } from './webhooks.repository.ts';

/** Sends one `webhook.test` to one endpoint, active or not, and tells what it met. It is not tried again. */
@Injectable()
export class TestWebhook {
  constructor(
    private readonly database: Database,
    private readonly repository: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly postWebhook: PostWebhook,
    private readonly settleDeliveries: SettleDeliveries,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** Settles within about 16 s, because the exchange does within 15 s. @throws AppError not_found */
  async execute(caller: Caller, id: WebhookId): Promise<WebhookTestResult> {
    const { tenantId } = caller;
    const test = {
      eventId: this.clock.newId<EventId>(),
      deliveryId: this.clock.newId(),
      claimId: this.clock.newId(),
      data: { webhookId: id, message: 'This is a test of your webhook.' },
    };
    const { webhook, at } = await this.#begin(caller, id, test);
    const body = eventBody(tenantId, { ...test, type: 'webhook.test', instanceId: webhook.instance_id, at });
    const secret = this.secrets.open(tenantId, id, webhook.secret ?? '');
    const answer = await this.postWebhook.execute({ url: webhook.url, secret, eventId: test.eventId, body });
    const delivered = answer.error === null;
    const attemptId = this.clock.newId();
    await this.database.inTenant(tenantId, (tx) =>
      this.settleDeliveries.executeTest(tenantId, tx, {
        ...test,
        attemptId,
        attempt: 1,
        answer,
        verdict: { state: delivered ? 'delivered' : 'failed' },
      }),
    );
    const { statusCode, error, durationMs, responseBody } = answer;
    return {
      delivered,
      statusCode,
      error,
      durationMs,
      responseBody,
      eventId: test.eventId,
      deliveryId: test.deliveryId,
      attemptId,
    };
  }

  async #begin(
    caller: Caller,
    id: WebhookId,
    test: { eventId: EventId; deliveryId: string; claimId: string; data: Record<string, unknown> },
  ): Promise<{ webhook: WebhookRow; at: Date }> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const webhook = await this.repository.lock(tenantId, tx, id);
      if (webhook === undefined || !mayUseInstance(caller, webhook.instance_id)) throw notFound('Webhook');
      const at = await this.repository.insertTest(tenantId, tx, { ...test, webhook });
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.tested',
        resourceType: 'webhook',
        resourceId: id,
        after: { eventId: test.eventId },
      });
      return { webhook, at };
    });
  }
}
