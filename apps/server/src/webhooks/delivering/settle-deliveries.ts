import { Injectable } from '@nestjs/common';
import type { WebhookId } from '@recado/contracts';
import { RecordAudit, systemActor } from '../../audit/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { Clock } from '../../platform/clock.ts';
import { WorkerDatabase, type Tx } from '../../platform/database/database.ts';
import { MicroBatch } from '../../platform/database/micro-batch.ts';
import { WebhooksRepository, type WebhookRow } from '../endpoints/webhooks.repository.ts';
import { WebhookFigures } from '../log/webhook-figures.ts';
import { failingSinceAfter, Health, healthAfter } from './endpoint-health-policy.ts';
import {
  OutcomesRepository,
  type CalledEndpoint,
  type NotedEndpoint,
  type SettledAttempt,
} from './outcomes.repository.ts';
import { disableReason } from './retry-policy.ts';

/** Requests of one endpoint that ended, in the order in which they did. */
interface Ended {
  endpoint: Pick<WebhookRow, 'id' | 'tenant_id' | 'instance_id' | 'url'>;
  settled: SettledAttempt[];
}

interface Noted extends NotedEndpoint, Ended {
  /** Why the endpoint has to be switched off. */
  reason: string | undefined;
}

const MOST_IN_BATCH = 256;

/** Writes attempts and what follows from them, and switches an endpoint off that is gone or has failed for days. */
@Injectable()
export class SettleDeliveries {
  /** What ends at nearly the same time, of whatever endpoints, is written in one transaction. */
  readonly #batches = new MicroBatch<Ended, boolean>({
    maxItems: MOST_IN_BATCH,
    maxWaitMs: 0,
    weigh: ({ settled }) => settled.length,
    run: (batch) => this.#settle(batch),
    triesAloneAfter: () => true,
  });

  constructor(
    private readonly database: WorkerDatabase,
    private readonly outcomes: OutcomesRepository,
    private readonly webhooks: WebhooksRepository,
    private readonly recordEvents: RecordEvents,
    private readonly recordAudit: RecordAudit,
    private readonly figures: WebhookFigures,
    private readonly clock: Clock,
  ) {}

  /** @param settled in the order in which the attempts ended. @returns whether the endpoint must not be called now */
  execute(endpoint: Ended['endpoint'], settled: SettledAttempt[]): Promise<boolean> {
    return this.#batches.add({ endpoint, settled });
  }

  /** A test shows how an endpoint answers; it decides nothing about it. */
  async executeTest(tx: Tx, settled: SettledAttempt): Promise<void> {
    await this.outcomes.settle(tx, [settled], { isCounted: false });
    this.#count([settled]);
  }

  async #settle(batch: Ended[]): Promise<boolean[]> {
    const ended = joined(batch);
    const attempts = batch.flatMap(({ settled }) => settled);
    const stopped = await this.database.transaction(async (tx) => {
      // Endpoints' rows before their deliveries', as a removal takes them.
      const called = await this.outcomes.lockCalled(tx, [...ended.keys()]);
      const now = this.clock.now();
      const noted = called.flatMap((known) => noteOf(known, ended.get(known.webhookId), now));
      await this.outcomes.noteCalls(tx, noted);
      await this.outcomes.settle(tx, attempts);
      for (const { endpoint, reason } of noted)
        if (reason !== undefined) await this.#disable(tx, endpoint, reason);
      return new Set(
        noted
          .filter(({ pauseMs, reason }) => pauseMs > 0 || reason !== undefined)
          .map(({ webhookId }) => webhookId),
      );
    });
    this.#count(attempts);
    return batch.map(({ endpoint }) => stopped.has(endpoint.id));
  }

  #count(attempts: readonly SettledAttempt[]): void {
    for (const { verdict, answer } of attempts) this.figures.attempted(verdict, answer.timings.total);
  }

  async #disable(tx: Tx, endpoint: Ended['endpoint'], reason: string): Promise<void> {
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

/** By endpoint: one may come twice, when a request of an earlier turn ends beside those of its present one. */
function joined(batch: readonly Ended[]): Map<WebhookId, Ended> {
  const byEndpoint = new Map<WebhookId, Ended>();
  for (const { endpoint, settled } of batch) {
    const known = byEndpoint.get(endpoint.id);
    if (known === undefined) byEndpoint.set(endpoint.id, { endpoint, settled: [...settled] });
    else known.settled.push(...settled);
  }
  return byEndpoint;
}

function noteOf(known: CalledEndpoint, ended: Ended | undefined, now: Date): Noted[] {
  if (ended === undefined) return [];
  const answers = ended.settled.map(({ answer }) => answer);
  const failingSince = failingSinceAfter(known.failingSince, answers, now);
  return [
    {
      ...ended,
      ...healthAfter(Health.parse(known.health), answers, now),
      webhookId: known.webhookId,
      failingSince,
      reason: disableReason(answers, failingSince, now),
    },
  ];
}
