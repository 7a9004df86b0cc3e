import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import type { PublishOutcome } from './broker.ts';
import { BrokerBacklog, type BrokerWork } from './broker-backlog.ts';

/** Figures of the message broker; what waits for it is the same in every process that has the broker's address. */
@Injectable()
export class BrokerFigures {
  readonly #events;
  readonly #failures;
  #reading: Promise<BrokerWork | undefined> | undefined;

  constructor(
    private readonly backlog: BrokerBacklog,
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
    return (await this.#read())?.waiting;
  }

  async #oldestSeconds(): Promise<number | undefined> {
    const work = await this.#read();
    if (work === undefined) return undefined;
    return work.oldestAt === undefined ? 0 : (this.clock.now().getTime() - work.oldestAt.getTime()) / 1_000;
  }

  /** Once for the figures that are collected together. */
  #read(): Promise<BrokerWork | undefined> {
    this.#reading ??= this.backlog.read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }
}
