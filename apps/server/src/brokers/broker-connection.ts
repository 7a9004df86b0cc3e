import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { openBroker } from './adapters/open-broker.ts';
import { BrokerFigures } from './broker-figures.ts';
import { asError, type Broker, type PublishOutcome } from './broker.ts';
import { DESTINATION, type Destination } from './destination-policy.ts';
import type { BrokerMessage } from './routing-policy.ts';

/** This process's connection to the message broker, opened for the first batch and again after it was lost. */
@Injectable()
export class BrokerConnection {
  #broker: Broker | undefined;
  #hasWarned = false;

  constructor(
    @Inject(DESTINATION) private readonly destination: Destination | undefined,
    private readonly figures: BrokerFigures,
    private readonly logger: PinoLogger,
  ) {}

  /** Publishes in this order. Never rejects: a broker that cannot be reached has confirmed nothing. */
  async publish(messages: readonly BrokerMessage[]): Promise<PublishOutcome> {
    if (messages.length === 0) return { confirmed: 0, unroutable: 0 };
    const outcome = await this.#attempt(messages);
    this.figures.published(outcome);
    if (outcome.unroutable > 0) this.#warnOfUnroutable();
    if (outcome.error !== undefined) await this.close();
    return outcome;
  }

  async close(): Promise<void> {
    const broker = this.#broker;
    this.#broker = undefined;
    await broker?.close();
  }

  async #attempt(messages: readonly BrokerMessage[]): Promise<PublishOutcome> {
    try {
      return await (await this.#opened()).publish(messages);
    } catch (error) {
      return { confirmed: 0, unroutable: 0, error: asError(error) };
    }
  }

  async #opened(): Promise<Broker> {
    if (this.#broker?.isOpen === true) return this.#broker;
    await this.close();
    if (this.destination === undefined) throw new Error('No broker is configured');
    this.#broker = await openBroker(this.destination);
    return this.#broker;
  }

  /** Once for each process; the metrics count them. */
  #warnOfUnroutable(): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.logger.warn(
      { broker: this.destination?.label },
      'no queue is bound to the exchange for some events; RabbitMQ drops those',
    );
  }
}
