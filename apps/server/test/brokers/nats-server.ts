import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  freePort,
  killed,
  untilItSucceeds,
  type BrokerUnderTest,
  type ConsumedEvent,
} from './broker-under-test.ts';

const PROGRAM = 'nats-server';
const STREAM = 'RECADO_EVENTS';

/** A NATS server with JetStream, with data and a port of its own. */
export class NatsServer implements BrokerUnderTest {
  readonly address: string;
  readonly routedBy = 'subject';
  readonly #folder: string;
  readonly #port: number;
  #server: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.address = `nats://127.0.0.1:${String(port)}`;
  }

  static async create(): Promise<NatsServer> {
    const nats = new NatsServer(await mkdtemp(path.join(tmpdir(), 'recado-nats-')), await freePort());
    await nats.start();
    return nats;
  }

  async start(): Promise<void> {
    const server = spawn(
      PROGRAM,
      ['-a', '127.0.0.1', '-p', String(this.#port), '-js', '-sd', this.#folder],
      // Debian puts it where only root looks.
      { stdio: 'ignore', env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` } },
    );
    this.#server = server;
    await untilItSucceeds(server, () =>
      this.#with(async (connection) => {
        const manager = await jetstreamManager(connection);
        await manager.getAccountInfo();
      }),
    );
  }

  async kill(): Promise<void> {
    if (this.#server !== undefined) await killed(this.#server);
  }

  consumed(): Promise<ConsumedEvent[]> {
    return this.#with(async (connection) => {
      const manager = await jetstreamManager(connection);
      for await (const name of manager.streams.names()) if (name === STREAM) return this.#read(connection);
      return [];
    });
  }

  /** Makes the stream of the events before Recado does. */
  async makeStream(subjects: string[]): Promise<void> {
    await this.#with(async (connection) => {
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: STREAM, subjects });
    });
  }

  /** Writes to a subject, message after message, until it is stopped. */
  async publishOthers(subject: string): Promise<{ count: () => number; stop: () => Promise<void> }> {
    const connection = await connect({ servers: `127.0.0.1:${String(this.#port)}` });
    const state = { count: 0, isStopped: false };
    const writing = (async () => {
      while (!state.isStopped) {
        await jetstream(connection).publish(subject, 'x');
        state.count += 1;
      }
    })();
    return {
      count: () => state.count,
      stop: async () => {
        state.isStopped = true;
        await writing;
        await connection.close();
      },
    };
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #read(connection: NatsConnection): Promise<ConsumedEvent[]> {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info(STREAM);
    const events: ConsumedEvent[] = [];
    if (state.messages === 0) return events;
    const consumer = await jetstream(connection).consumers.get(STREAM);
    for await (const message of await consumer.fetch({ max_messages: state.messages, expires: 5_000 })) {
      const names = message.headers?.keys() ?? [];
      events.push({
        route: message.subject,
        headers: Object.fromEntries(names.map((name) => [name, message.headers?.get(name) ?? ''])),
        body: message.string(),
      });
    }
    return events;
  }

  async #with<T>(work: (connection: NatsConnection) => Promise<T>): Promise<T> {
    const connection = await connect({ servers: `127.0.0.1:${String(this.#port)}`, reconnect: false });
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }
}
