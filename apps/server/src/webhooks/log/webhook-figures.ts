import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/metrics/metrics.ts';
import type { Verdict } from '../delivering/retry-policy.ts';

const outcomeOf: Record<Verdict['state'], string> = {
  delivered: 'delivered',
  failed: 'failed',
  held: 'held',
  pending: 'retried',
};

/** Figures of webhook attempts. */
@Injectable()
export class WebhookFigures {
  readonly #deliveries;
  readonly #seconds;

  constructor(metrics: Metrics) {
    this.#deliveries = metrics.counter({
      name: 'recado_webhook_deliveries_total',
      help: 'Attempts to deliver an event, by what followed from them',
      labelNames: ['outcome'],
    });
    this.#seconds = metrics.histogram({
      name: 'recado_webhook_seconds',
      help: 'Time of one attempt, from connecting to the end of the answer',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    });
  }

  attempted(verdict: Verdict, durationMs: number): void {
    this.#deliveries.inc({ outcome: outcomeOf[verdict.state] });
    this.#seconds.observe(durationMs / 1_000);
  }
}
