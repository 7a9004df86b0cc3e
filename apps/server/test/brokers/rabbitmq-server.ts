import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect, type ChannelModel, type GetMessage } from 'amqplib';
import {
  freePort,
  killed,
  untilItSucceeds,
  type BrokerUnderTest,
  type ConsumedEvent,
} from './broker-under-test.ts';

/** Debian's package has a wrapper before it that wants to be root. */
const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const CONTROL = '/usr/lib/rabbitmq/bin/rabbitmqctl';
/** Where the programs of Erlang find each other. */
const NAME_SERVER = 'epmd';
const EXCHANGE = 'recado.events';
const QUEUE = 'everything';

const consumedEvent = ({ fields, properties, content }: GetMessage): ConsumedEvent => ({
  route: fields.routingKey,
  headers: Object.fromEntries(
    Object.entries(properties.headers ?? {}).map(([name, value]) => [name, String(value)]),
  ),
  body: content.toString(),
});

/** RabbitMQ of its own, without systemd: its data, ports, name and cookie are this test's alone. */
export class RabbitmqServer implements BrokerUnderTest {
  readonly address: string;
  readonly routedBy = 'subject';
  readonly #folder: string;
  readonly #ports: { amqp: number; epmd: number; distribution: number };
  readonly #consumed: ConsumedEvent[] = [];
  #epmd: ChildProcess | undefined;
  #server: ChildProcess | undefined;

  private constructor(folder: string, ports: { amqp: number; epmd: number; distribution: number }) {
    this.#folder = folder;
    this.#ports = ports;
    this.address = `amqp://guest:guest@127.0.0.1:${String(ports.amqp)}`;
  }

  /** With a durable queue that gets all events. */
  static async create(): Promise<RabbitmqServer> {
    const folder = await mkdtemp(path.join(tmpdir(), 'recado-rabbitmq-'));
    const ports = { amqp: await freePort(), epmd: await freePort(), distribution: await freePort() };
    const rabbitmq = new RabbitmqServer(folder, ports);
    await rabbitmq.#begin();
    return rabbitmq;
  }

  async start(): Promise<void> {
    const server = spawn(PROGRAM, {
      stdio: 'ignore',
      env: this.#environment(),
    });
    this.#server = server;
    await untilItSucceeds(server, () => this.#with(() => Promise.resolve()));
  }

  async kill(): Promise<void> {
    if (this.#server !== undefined) await killed(this.#server);
  }

  async consumed(): Promise<ConsumedEvent[]> {
    this.#consumed.push(...(await this.read(QUEUE)));
    return this.#consumed;
  }

  /** Takes all that a queue has. */
  read(queue: string): Promise<ConsumedEvent[]> {
    return this.#with(async (connection) => {
      const channel = await connection.createChannel();
      const events: ConsumedEvent[] = [];
      for (;;) {
        const message = await channel.get(queue);
        if (message === false) break;
        events.push(consumedEvent(message));
        channel.ack(message);
      }
      await channel.close();
      return events;
    });
  }

  /** Makes a durable queue that gets everything from an exchange. */
  async bind(binding: {
    exchange: string;
    queue: string;
    arguments: Record<string, unknown>;
  }): Promise<void> {
    await this.#with(async (connection) => {
      const channel = await connection.createChannel();
      await channel.assertExchange(binding.exchange, 'topic', { durable: true });
      await channel.assertQueue(binding.queue, { durable: true, arguments: binding.arguments });
      await channel.bindQueue(binding.queue, binding.exchange, '#');
      await channel.close();
    });
  }

  /** Makes a user whose password is its name. */
  async addUser(name: string, rights: { configure: string; write: string; read: string }): Promise<void> {
    await this.#control('add_user', name, name);
    await this.#control('set_permissions', name, rights.configure, rights.write, rights.read);
  }

  async close(): Promise<void> {
    await this.kill();
    if (this.#epmd !== undefined) await killed(this.#epmd);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #begin(): Promise<void> {
    await writeFile(path.join(this.#folder, 'rabbitmq.conf'), 'disk_free_limit.absolute = 1MB\n');
    await writeFile(path.join(this.#folder, 'enabled_plugins'), '[].\n');
    // Started here, because the server would leave one behind that outlives it.
    this.#epmd = spawn(NAME_SERVER, ['-port', String(this.#ports.epmd), '-address', '127.0.0.1'], {
      stdio: 'ignore',
    });
    await this.start();
    await this.bind({ exchange: EXCHANGE, queue: QUEUE, arguments: {} });
  }

  #environment(): Record<string, string> {
    const { amqp, epmd, distribution } = this.#ports;
    const folder = this.#folder;
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      // Makes the script give way to the server, so that the process is the server's own.
      RUNNING_UNDER_SYSTEMD: '1',
      RABBITMQ_NODENAME: `recado${String(amqp)}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(amqp),
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_MNESIA_BASE: path.join(folder, 'data'),
      RABBITMQ_LOG_BASE: path.join(folder, 'log'),
      RABBITMQ_CONFIG_FILE: path.join(folder, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: path.join(folder, 'enabled_plugins'),
      ERL_EPMD_PORT: String(epmd),
      ERL_EPMD_ADDRESS: '127.0.0.1',
    };
  }

  async #control(...words: string[]): Promise<void> {
    await promisify(execFile)(CONTROL, words, { env: this.#environment() });
  }

  async #with<T>(work: (connection: ChannelModel) => Promise<T>): Promise<T> {
    const connection = await connect(this.address, { noDelay: true });
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }
}
