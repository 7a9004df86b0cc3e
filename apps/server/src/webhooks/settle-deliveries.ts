import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId, WebhookId } from '@recado/contracts';
import { RecordAudit, systemActor } from '../audit/index.ts';
import { RecordEvents } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/database.ts';
import { DeliveriesRepository, type SettledAttempt } from './deliveries.repository.ts';
import { disableReason } from './retry-policy.ts';
import { WebhookFigures } from './webhook-figures.ts';
import { WebhooksRepository } from './webhooks.repository.ts';

export interface CalledEndpoint {
  id: WebhookId;
  instanceId: InstanceId;
  url: string;
}

/** Writes attempts and what follows from them, and switches an endpoint off that is gone or has failed for days. */
@Injectable()
export class SettleDeliveries {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly webhooks: WebhooksRepository,
    private readonly recordEvents: RecordEvents,
    private readonly recordAudit: RecordAudit,
    private readonly figures: WebhookFigures,
    private readonly clock: Clock,
  ) {}

  /** @param settled in the order in which the attempts ended. @returns whether the endpoint is off now */
  async execute(
    tenantId: TenantId,
    tx: Tx,
    endpoint: CalledEndpoint,
    settled: SettledAttempt[],
  ): Promise<boolean> {
    // The endpoint's row before its deliveries', as a removal takes them.
    const failingSince = await this.webhooks.noteCalls(tenantId, tx, endpoint.id, {
      hasSuccess: settled.some(({ answer }) => answer.error === null),
      endsInFailure: settled.at(-1)?.answer.error !== null,
    });
    await this.deliveries.settle(tenantId, tx, settled);
    for (const { verdict, answer } of settled) this.figures.attempted(verdict, answer.durationMs);
    const reason = disableReason(
      settled.map(({ answer }) => answer),
      failingSince,
      this.clock.now(),
    );
    if (reason !== undefined) await this.#disable(tenantId, tx, endpoint, reason);
    return reason !== undefined;
  }

  /** A test shows how an endpoint answers; it decides nothing about it. */
  async executeTest(tenantId: TenantId, tx: Tx, settled: SettledAttempt): Promise<void> {
    await this.deliveries.settle(tenantId, tx, [settled]);
    this.figures.attempted(settled.verdict, settled.answer.durationMs);
  }

  async #disable(tenantId: TenantId, tx: Tx, endpoint: CalledEndpoint, reason: string): Promise<void> {
    if (!(await this.webhooks.disable(tenantId, tx, endpoint.id, reason))) return;
    await this.recordAudit.execute(tenantId, tx, systemActor, {
      action: 'webhook.disabled',
      resourceType: 'webhook',
      resourceId: endpoint.id,
      before: { isActive: true, disabledReason: null },
      after: { isActive: false, disabledReason: reason },
    });
    await this.recordEvents.execute(tx, [
      {
        type: 'webhook.disabled',
        tenantId,
        instanceId: endpoint.instanceId,
        data: { webhookId: endpoint.id, url: endpoint.url, reason },
      },
    ]);
  }
}
