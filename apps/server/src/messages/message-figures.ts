import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/metrics/metrics.ts';

/** Figures of messages for Prometheus. */
@Injectable()
export class MessageFigures {
  readonly #statuses;
  readonly #toSent;
  readonly #received;

  constructor(metrics: Metrics) {
    this.#statuses = metrics.counter({
      name: 'recado_messages_total',
      help: 'Outbound messages by the status they reached',
      labelNames: ['status'],
    });
    this.#toSent = metrics.histogram({
      name: 'recado_message_to_sent_seconds',
      help: 'Time from the acceptance of a message to its being sent',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
    });
    this.#received = metrics.counter({
      name: 'recado_messages_received_total',
      help: 'Inbound messages stored',
    });
  }

  accepted(count: number): void {
    this.#statuses.inc({ status: 'accepted' }, count);
  }

  /** An outbound message has come to the status of this row. */
  reached(row: { status: string; created_at: Date; processed_at: Date | null }): void {
    this.#statuses.inc({ status: row.status });
    if (row.status === 'sent' && row.processed_at !== null)
      this.#toSent.observe(Math.max(0, row.processed_at.getTime() - row.created_at.getTime()) / 1_000);
  }

  received(count: number): void {
    this.#received.inc(count);
  }
}
