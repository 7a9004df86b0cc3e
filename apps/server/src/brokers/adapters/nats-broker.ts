import { jetstream, JetStreamApiError, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import { connect, headers as natsHeaders, nanos, type NatsConnection } from '@nats-io/transport-node';
import { LONGEST_ANSWER_MS, outcomeOf, type Broker, type PublishOutcome } from '../broker.ts';
import type { Destination } from '../destination-policy.ts';
import type { BrokerMessage } from '../routing-policy.ts';

const PING_EVERY_MS = 10_000;
const DAY_MS = 24 * 3_600_000;
/** A message that comes again within this time is stored once. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
/** "wrong last msg ID": another message stands between the two (https://github.com/nats-io/nats-server/blob/main/server/errors.json). */
const WRONG_LAST_MESSAGE = 10_070;

const isBetween = (error: Error | undefined): boolean =>
  error instanceof JetStreamApiError && error.code === WRONG_LAST_MESSAGE;

/** Publishes to a JetStream stream, each message with its event's id, by which the stream knows one that comes again. */
class NatsBroker implements Broker {
  isOpen = true;
  readonly #connection: NatsConnection;
  readonly #stream: JetStreamClient;

  constructor(connection: NatsConnection) {
    this.#connection = connection;
    this.#stream = jetstream(connection, { timeout: LONGEST_ANSWER_MS });
    void connection.closed().then(() => {
      this.isOpen = false;
    });
  }

  async publish(messages: readonly BrokerMessage[]): Promise<PublishOutcome> {
    let confirmed = 0;
    for (;;) {
      const outcome = await this.#publishChain(messages.slice(confirmed));
      confirmed += outcome.confirmed;
      // Somebody else wrote to the stream meanwhile: the chain goes on behind that.
      const goesOn = isBetween(outcome.error) && outcome.confirmed > 0;
      if (!goesOn) return { ...outcome, confirmed };
    }
  }

  async close(): Promise<void> {
    this.isOpen = false;
    await this.#connection.close().catch(() => undefined);
  }

  /** Each message is taken only behind the one before it, so that none overtakes one that was refused. */
  #publishChain(messages: readonly BrokerMessage[]): Promise<PublishOutcome> {
    return outcomeOf(messages.map((message, place) => this.#confirmed(message, messages[place - 1]?.id)));
  }

  #confirmed({ id, subject, headers, body }: BrokerMessage, behind: string | undefined): Promise<unknown> {
    const own = natsHeaders();
    for (const [name, value] of Object.entries(headers)) own.set(name, value);
    return this.#stream.publish(subject, body, {
      msgID: id,
      headers: own,
      timeout: LONGEST_ANSWER_MS,
      ...(behind !== undefined && { expect: { lastMsgID: behind } }),
    });
  }
}

/** Takes a stream that keeps these subjects as it is, and makes one otherwise. */
async function ensureStream(connection: NatsConnection, { name, retentionDays }: Destination): Promise<void> {
  const manager = await jetstreamManager(connection, { timeout: LONGEST_ANSWER_MS });
  const subjects = `${name}.>`;
  for await (const _known of manager.streams.names(subjects)) return;
  await manager.streams.add({
    name: name.replaceAll('.', '_').toUpperCase(),
    subjects: [subjects],
    max_age: nanos(retentionDays * DAY_MS),
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
  });
}

/** @throws Error when no server lets us in, or there is no JetStream or no stream */
export async function openNats(destination: Destination): Promise<Broker> {
  const { hosts, username, password, isEncrypted } = destination;
  const connection = await connect({
    servers: hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${String(port)}`),
    name: 'recado',
    reconnect: false,
    timeout: LONGEST_ANSWER_MS,
    pingInterval: PING_EVERY_MS,
    // A user without a password is a token.
    ...(username !== undefined &&
      (password === undefined ? { token: username } : { user: username, pass: password })),
    ...(isEncrypted && { tls: {} }),
  });
  try {
    await ensureStream(connection, destination);
    return new NatsBroker(connection);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
