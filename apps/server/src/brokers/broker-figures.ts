import { Inject, Injectable } from '@nestjs/common';
import { EventTailRepository } from '../events/index.ts';
import { Clock } from '../platform/clock.ts';
import { WorkerDatabase } from '../platform/database/database.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import type { PublishOutcome } from './broker.ts';
import { CursorsRepository } from './cursors.repository.ts';
import { DESTINATION, type Destination } from './destination-policy.ts';

/** Figures of the message broker; what waits for it is the same in every process that has the broker's address. */
@Injectable()
export class BrokerFigures {
  readonly #events;
  readonly #failures;

  constructor(
    @Inject(DESTINATION) private readonly destination: Destination | undefined,
    private readonly database: WorkerDatabase,
    private readonly tail: EventTailRepository,
    private readonly cursors: CursorsRepository,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.#events = metrics.counter({
      name: 'recado_broker_events_total',
      help: 'Events that the message broker has confirmed, by what it did with them: queued, or unroutable (no queue of RabbitMQ wants them)',
      labelNames: ['outcome'],
    });
    this.#failures = metrics.counter({
      name: 'recado_broker_failures_total',
      help: 'Times the message broker could not be reached or did not confirm a batch',
    });
    const waiting = () => this.#waiting();
    const oldestSeconds = () => this.#oldestSeconds();
    metrics.gauge({
      name: 'recado_broker_lag_events',
      help: 'Numbers of events that wait for the message broker, with those that it is not to get',
      async collect() {
        this.reset();
        this.remove();
        const count = await waiting();
        if (count !== undefined) this.set(count);
      },
    });
    metrics.gauge({
      name: 'recado_broker_oldest_unsent_seconds',
      help: 'Age of the oldest event that waits for the message broker',
      async collect() {
        this.reset();
        this.remove();
        const seconds = await oldestSeconds();
        if (seconds !== undefined) this.set(seconds);
      },
    });
  }

  published({ confirmed, unroutable, error }: PublishOutcome): void {
    this.#events.inc({ outcome: 'queued' }, confirmed - unroutable);
    this.#events.inc({ outcome: 'unroutable' }, unroutable);
    if (error !== undefined) this.#failures.inc();
  }

  async #waiting(): Promise<number | undefined> {
    if (this.destination === undefined) return undefined;
    const cursor = await this.cursors.find(this.destination.id);
    if (cursor === undefined) return undefined;
    const end = await this.tail.safeEnd(this.database.statements, undefined);
    return Math.max(0, end - cursor.sequence);
  }

  async #oldestSeconds(): Promise<number | undefined> {
    if (this.destination === undefined) return undefined;
    const cursor = await this.cursors.find(this.destination.id);
    if (cursor === undefined) return undefined;
    const [oldest] = await this.tail.after(this.database.statements, cursor.sequence, { limit: 1 });
    return oldest === undefined ? 0 : (this.clock.now().getTime() - oldest.at.getTime()) / 1_000;
  }
}
