import { Injectable } from '@nestjs/common';
import { RecordAudit, systemActor } from '../../audit/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { Clock } from '../../platform/clock.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { JsonValue } from '../../platform/database/schema.ts';
import { DeliveriesRepository, type SettledAttempt } from './deliveries.repository.ts';
import { Health, healthAfter } from './endpoint-health-policy.ts';
import type { WebhookAnswer } from './post-webhook.ts';
import { disableReason } from './retry-policy.ts';
import { WebhookFigures } from '../log/webhook-figures.ts';
import { WebhooksRepository, type WebhookRow } from '../endpoints/webhooks.repository.ts';

/** Of the endpoint that was called, what is needed; `health` as it was when the turn began. */
export type CalledEndpoint = Pick<WebhookRow, 'id' | 'tenant_id' | 'instance_id' | 'url' | 'health'>;

export interface Settled {
  /** What the breaker remembers. */
  health: JsonValue;
  /** Whether the endpoint must not be called now. */
  mustPause: boolean;
}

interface Noted {
  health: JsonValue;
  pauseMs: number;
  failingSince: Date | null;
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

  /** @param settled in the order in which the attempts ended. @returns what is remembered now */
  async execute(tx: Tx, endpoint: CalledEndpoint, settled: SettledAttempt[]): Promise<Settled> {
    const { tenant_id: tenantId } = endpoint;
    const answers = settled.map(({ answer }) => answer);
    // The endpoint's row before its deliveries', as a removal takes them.
    const { health, pauseMs, failingSince } = await this.#noteCalls(tx, endpoint, answers);
    await this.deliveries.settle(tenantId, tx, settled);
    for (const { verdict, answer } of settled) this.figures.attempted(verdict, answer.timings.total);
    const reason = disableReason(answers, failingSince, this.clock.now());
    if (reason !== undefined) await this.#disable(tx, endpoint, reason);
    return { health, mustPause: reason !== undefined || pauseMs > 0 };
  }

  /** What the breaker remembers is as it was read, unless a request of another turn ended since. */
  async #noteCalls(tx: Tx, endpoint: CalledEndpoint, answers: readonly WebhookAnswer[]): Promise<Noted> {
    const first = await this.#note(tx, endpoint, answers);
    if (first !== undefined) return first;
    const health = await this.webhooks.lockHealth(endpoint.tenant_id, tx, endpoint.id);
    const second = health === undefined ? undefined : await this.#note(tx, { ...endpoint, health }, answers);
    // Without a row: the endpoint was removed.
    return second ?? { health: endpoint.health, pauseMs: 0, failingSince: null };
  }

  async #note(
    tx: Tx,
    { id, tenant_id: tenantId, health: before }: CalledEndpoint,
    answers: readonly WebhookAnswer[],
  ): Promise<Noted | undefined> {
    const { health, pauseMs } = healthAfter(Health.parse(before), answers, this.clock.now());
    const noted = await this.webhooks.noteCalls(tenantId, tx, id, {
      hasSuccess: answers.some(({ error }) => error === null),
      endsInFailure: answers.at(-1)?.error !== null,
      before,
      health,
      pauseMs,
    });
    return noted && { health, pauseMs, failingSince: noted.failingSince };
  }

  /** A test shows how an endpoint answers; it decides nothing about it. */
  async executeTest(tx: Tx, endpoint: CalledEndpoint, settled: SettledAttempt): Promise<void> {
    await this.deliveries.settle(endpoint.tenant_id, tx, [settled], { isCounted: false });
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
      { type: 'webhook.disabled', tenantId, instanceId, data: { webhook: { id, url }, reason } },
    ]);
  }
}
