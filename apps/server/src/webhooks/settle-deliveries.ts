import { Injectable } from '@nestjs/common';
import { RecordAudit, systemActor } from '../audit/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { DeliveriesRepository, type SettledAttempt } from './deliveries.repository.ts';
import { Health, healthAfter } from './endpoint-health-policy.ts';
import { HoursRepository } from './hours.repository.ts';
import { disableReason } from './retry-policy.ts';
import { WebhookFigures } from './webhook-figures.ts';
import { WebhooksRepository, type WebhookRow } from './webhooks.repository.ts';

/** Of the endpoint that was called, what does not change. */
export type CalledEndpoint = Pick<WebhookRow, 'id' | 'tenant_id' | 'instance_id' | 'url'>;

/** Writes attempts and what follows from them, and switches an endpoint off that is gone or has failed for days. */
@Injectable()
export class SettleDeliveries {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly webhooks: WebhooksRepository,
    private readonly hours: HoursRepository,
    private readonly recordEvents: RecordEvents,
    private readonly recordAudit: RecordAudit,
    private readonly figures: WebhookFigures,
    private readonly clock: Clock,
  ) {}

  /** @param settled in the order in which the attempts ended. @returns whether the endpoint must not be called now */
  async execute(tx: Tx, endpoint: CalledEndpoint, settled: SettledAttempt[]): Promise<boolean> {
    const { id, tenant_id: tenantId } = endpoint;
    const answers = settled.map(({ answer }) => answer);
    const now = this.clock.now();
    // The endpoint's row before its deliveries', as a removal takes them.
    const before = Health.parse((await this.webhooks.lockHealth(tenantId, tx, id)) ?? {});
    const { health, pauseMs } = healthAfter(before, answers, now);
    const failingSince = await this.webhooks.noteCalls(tenantId, tx, id, {
      hasSuccess: answers.some(({ error }) => error === null),
      endsInFailure: answers.at(-1)?.error !== null,
      health,
      pauseMs,
    });
    await this.deliveries.settle(tenantId, tx, settled);
    await this.hours.count(tenantId, tx, id, answers);
    for (const { verdict, answer } of settled) this.figures.attempted(verdict, answer.timings.total);
    const reason = disableReason(answers, failingSince, now);
    if (reason !== undefined) await this.#disable(tx, endpoint, reason);
    return reason !== undefined || pauseMs > 0;
  }

  /** A test shows how an endpoint answers; it decides nothing about it. */
  async executeTest(tx: Tx, endpoint: CalledEndpoint, settled: SettledAttempt): Promise<void> {
    await this.deliveries.settle(endpoint.tenant_id, tx, [settled]);
    this.figures.attempted(settled.verdict, settled.answer.timings.total);
  }

  async #disable(tx: Tx, endpoint: CalledEndpoint, reason: string): Promise<void> {
    const { id, tenant_id: tenantId, instance_id: instanceId, url } = endpoint;
    if (!(await this.webhooks.disable(tenantId, tx, id, reason))) return;
    await this.recordAudit.execute(tenantId, tx, systemActor, {
      action: 'webhook.disabled',
      resourceType: 'webhook',
      resourceId: id,
      before: { isActive: true, disabledReason: null },
      after: { isActive: false, disabledReason: reason },
    });
    await this.recordEvents.execute(tx, [
      { type: 'webhook.disabled', tenantId, instanceId, data: { webhookId: id, url, reason } },
    ]);
  }
}
