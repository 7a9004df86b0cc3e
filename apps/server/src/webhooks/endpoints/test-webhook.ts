import { Injectable } from '@nestjs/common';
import {
  eventCatalogue,
  type EventId,
  type EventType,
  type WebhookDeliveryId,
  type WebhookId,
  type WebhookTestResult,
} from '@recado/contracts';
import { RecordAudit } from '../../audit/index.ts';
import { eventBody, type RecordedEvent } from '../../events/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { PostWebhook, type WebhookAnswer } from '../delivering/post-webhook.ts';
import { SettleDeliveries } from '../delivering/settle-deliveries.ts';
import { TestsRepository, type TestEvent } from './tests.repository.ts';
import { mayUseWebhookOf } from './webhook-reach.ts';
import { WebhookTargets } from './webhook-targets.ts';
import { WebhooksRepository, type WebhookRow } from './webhooks.repository.ts';

interface Begun {
  webhook: WebhookRow;
  event: RecordedEvent;
}

/** Sends one event to one endpoint, active or not, and tells what it met. It is not tried again. */
@Injectable()
export class TestWebhook {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhooksRepository,
    private readonly tests: TestsRepository,
    private readonly targets: WebhookTargets,
    private readonly postWebhook: PostWebhook,
    private readonly settleDeliveries: SettleDeliveries,
    private readonly recordAudit: RecordAudit,
    private readonly clock: Clock,
  ) {}

  /** Settles soon after the endpoint's own timeout, which is at most 30 s. @throws AppError not_found */
  async execute(caller: Caller, id: WebhookId, type: EventType): Promise<WebhookTestResult> {
    const test = {
      eventId: this.clock.newId<EventId>(),
      deliveryId: this.clock.newId<WebhookDeliveryId>(),
      claimId: this.clock.newId(),
      type,
    };
    const { webhook, event } = await this.#begin(caller, id, test);
    const body = eventBody(event);
    const target = this.targets.of(webhook);
    // Without a signal, nothing cuts it short.
    const answer = await this.postWebhook.execute({ target, eventId: test.eventId, body, isTest: true });
    if (answer === undefined) throw new Error('A request that nothing could cut short was');
    return this.#settle(webhook, test, answer);
  }

  async #settle(webhook: WebhookRow, test: TestEvent, answer: WebhookAnswer): Promise<WebhookTestResult> {
    const { statusCode, error, timings, responseBody } = answer;
    const { eventId, deliveryId, claimId } = test;
    const attemptId = this.clock.newId();
    const delivered = error === null;
    await this.database.inTenant(webhook.tenant_id, (tx) =>
      this.settleDeliveries.executeTest(tx, {
        attemptId,
        deliveryId,
        tenantId: webhook.tenant_id,
        claimId,
        attempt: 1,
        freeAttempts: 0,
        isProbe: false,
        answer,
        verdict: { state: delivered ? 'delivered' : 'failed' },
      }),
    );
    return {
      delivered,
      statusCode,
      error,
      durationMs: timings.total,
      responseBody,
      eventId,
      deliveryId,
      attemptId,
    };
  }

  async #begin(caller: Caller, id: WebhookId, test: TestEvent): Promise<Begun> {
    const { tenantId } = caller;
    return this.database.inTenant(tenantId, async (tx) => {
      const { type } = test;
      const webhook = await this.webhooks.lock(tenantId, tx, id);
      if (webhook === undefined || !mayUseWebhookOf(caller, webhook.instance_id)) throw notFound('Webhook');
      const event = await this.tests.insert(tx, webhook, test, testData(type, webhook));
      await this.recordAudit.execute(tenantId, tx, caller, {
        action: 'webhook.tested',
        resourceType: 'webhook',
        resourceId: id,
        after: { eventId: test.eventId, type },
      });
      return { webhook, event };
    });
  }
}

/** The example of the catalogue, whatever happened to the tenant: a test tells no customer's data. */
function testData(type: EventType, { id, url }: WebhookRow): RecordedEvent['data'] {
  const { data } = eventCatalogue[type].example;
  return type === 'webhook.test' ? { ...data, webhook: { id, url } } : data;
}
