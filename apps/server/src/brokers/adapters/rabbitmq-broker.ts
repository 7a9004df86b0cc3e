import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import {
  asError,
  inTime,
  LONGEST_ANSWER_MS,
  outcomeOf,
  type Broker,
  type PublishOutcome,
} from '../broker.ts';
import type { BrokerHost, Destination } from '../destination-policy.ts';
import type { BrokerMessage } from '../routing-policy.ts';

/** After two of these without a sign of life the connection counts as lost. */
const HEARTBEAT_SECONDS = 10;

/** Publishes to a topic exchange, persistent and confirmed (https://www.rabbitmq.com/docs/confirms). */
class RabbitmqBroker implements Broker {
  isOpen = true;
  readonly #connection: ChannelModel;
  readonly #channel: ConfirmChannel;
  readonly #exchange: string;
  #returned = 0;

  constructor(connection: ChannelModel, channel: ConfirmChannel, exchange: string) {
    this.#connection = connection;
    this.#channel = channel;
    this.#exchange = exchange;
    const lost = (): void => {
      this.isOpen = false;
    };
    // An error is always followed by a close, and confirmations that are outstanding fail.
    connection.on('error', lost).on('close', lost);
    channel.on('error', lost).on('close', lost);
    channel.on('return', () => {
      this.#returned += 1;
    });
  }

  async publish(messages: readonly BrokerMessage[]): Promise<PublishOutcome> {
    this.#returned = 0;
    const outcome = await outcomeOf(messages.map((message) => this.#confirmed(message)));
    // A message that is returned is confirmed right after.
    return { ...outcome, unroutable: Math.min(this.#returned, outcome.confirmed) };
  }

  async close(): Promise<void> {
    this.isOpen = false;
    await inTime(this.#connection.close(), 'No answer').catch(() => undefined);
  }

  #confirmed({ id, type, subject, headers, at, body }: BrokerMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#channel.publish(
        this.#exchange,
        subject,
        body,
        {
          persistent: true,
          mandatory: true,
          messageId: id,
          type,
          timestamp: Math.floor(at.getTime() / 1_000),
          contentType: 'application/json',
          appId: 'recado',
          headers,
        },
        (error: unknown) => {
          if (error === null || error === undefined) resolve();
          else reject(asError(error));
        },
      );
    });
  }
}

const connectTo = ({ host, port }: BrokerHost, destination: Destination): Promise<ChannelModel> =>
  connect(
    {
      protocol: destination.isEncrypted ? 'amqps' : 'amqp',
      hostname: host,
      port,
      username: destination.username ?? 'guest',
      password: destination.password ?? 'guest',
      vhost: destination.virtualHost,
      heartbeat: HEARTBEAT_SECONDS,
    },
    {
      timeout: LONGEST_ANSWER_MS,
      noDelay: true,
      servername: host,
      clientProperties: { connection_name: 'recado' },
    },
  );

async function connectToAny(destination: Destination): Promise<ChannelModel> {
  const [first, ...others] = destination.hosts;
  let connecting = connectTo(first, destination);
  for (const host of others) connecting = connecting.catch(() => connectTo(host, destination));
  return connecting;
}

/** Takes an exchange that is there as it is, so that whoever only may write can publish; makes a durable topic exchange otherwise. */
async function ensureExchange(connection: ChannelModel, exchange: string): Promise<void> {
  // The channel on which an exchange is not found is closed by that.
  const asking = await connection.createChannel();
  asking.on('error', () => undefined);
  const isThere = await asking.checkExchange(exchange).then(
    () => true,
    () => false,
  );
  if (isThere) return asking.close();
  const making = await connection.createChannel();
  making.on('error', () => undefined);
  await making.assertExchange(exchange, 'topic', { durable: true });
  await making.close();
}

/** @throws Error when no host of the destination lets us in, or the exchange can neither be found nor made */
export async function openRabbitmq(destination: Destination): Promise<Broker> {
  const connection = await connectToAny(destination);
  connection.on('error', () => undefined);
  try {
    await inTime(ensureExchange(connection, destination.name), 'RabbitMQ does not answer');
    const channel = await inTime(connection.createConfirmChannel(), 'RabbitMQ does not answer');
    return new RabbitmqBroker(connection, channel, destination.name);
  } catch (error) {
    connection.close().catch(() => undefined);
    throw error;
  }
}
