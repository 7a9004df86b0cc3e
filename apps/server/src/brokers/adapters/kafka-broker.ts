import { Producer, stringSerializer } from '@platformatic/kafka';
import { asError, inTime, type Broker, type PublishOutcome } from '../broker.ts';
import type { Destination } from '../destination-policy.ts';
import type { BrokerMessage } from '../routing-policy.ts';
import { batchesOf } from './batch-policy.ts';

const RETRIES = 2;
const RETRY_DELAY_MS = 250;
const ANSWER_MS = 5_000;

type EventProducer = Producer<string, Buffer, string, string>;

/** Publishes to a topic with acks=all and an idempotent producer, which writes once what it has to say twice. */
class KafkaBroker implements Broker {
  isOpen = true;
  readonly #producer: EventProducer;
  readonly #topic: string;

  constructor(producer: EventProducer, topic: string) {
    this.#producer = producer;
    this.#topic = topic;
  }

  async publish(messages: readonly BrokerMessage[]): Promise<PublishOutcome> {
    let confirmed = 0;
    try {
      for (const batch of batchesOf(messages)) {
        await inTime(this.#send(batch), 'Kafka did not confirm what it was sent');
        confirmed += batch.length;
      }
      return { confirmed, unroutable: 0 };
    } catch (error) {
      this.isOpen = false;
      return { confirmed, unroutable: 0, error: asError(error) };
    }
  }

  async close(): Promise<void> {
    this.isOpen = false;
    await this.#producer.close(true).catch(() => undefined);
  }

  #send(messages: readonly BrokerMessage[]): Promise<unknown> {
    return this.#producer.send({
      messages: messages.map(({ key, headers, at, body }) => ({
        topic: this.#topic,
        key,
        headers,
        timestamp: BigInt(at.getTime()),
        value: body,
      })),
    });
  }
}

const mechanisms = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
} as const;
type Mechanism = keyof typeof mechanisms;
const isMechanism = (text: string): text is Mechanism => text in mechanisms;

function credentialsOf({ username, password, options }: Destination) {
  if (username === undefined) return {};
  const mechanism = options.get('mechanism')?.toLowerCase() ?? 'plain';
  if (!isMechanism(mechanism))
    throw new Error(`The mechanism of Kafka must be one of ${Object.keys(mechanisms).join(', ')}`);
  return { sasl: { mechanism: mechanisms[mechanism], username, password: password ?? '' } };
}

/** @throws Error when no broker answers or lets us in, or there is no such topic and none can be made */
export async function openKafka(destination: Destination): Promise<Broker> {
  const { hosts, name, isEncrypted } = destination;
  const producer: EventProducer = new Producer({
    clientId: 'recado',
    bootstrapBrokers: hosts,
    idempotent: true,
    autocreateTopics: true,
    retries: RETRIES,
    retryDelay: RETRY_DELAY_MS,
    timeout: ANSWER_MS,
    connectTimeout: ANSWER_MS,
    serializers: { key: stringSerializer, headerKey: stringSerializer, headerValue: stringSerializer },
    ...(isEncrypted && { tls: {} }),
    ...credentialsOf(destination),
  });
  try {
    await inTime(producer.metadata({ topics: [name], autocreateTopics: true }), 'Kafka does not answer');
    return new KafkaBroker(producer, name);
  } catch (error) {
    await producer.close(true).catch(() => undefined);
    throw error;
  }
}
