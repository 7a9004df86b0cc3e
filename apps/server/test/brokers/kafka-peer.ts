import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { freePort, type BrokerUnderTest, type ConsumedEvent } from './broker-under-test.ts';
import {
  int16,
  int32,
  int64,
  list,
  recordBatchOf,
  string,
  WireReader,
  type WireRecord,
} from './kafka-wire.ts';

const PARTITIONS = 3;
/** What a broker takes as one batch by default (message.max.bytes). */
const MOST_BATCH_BYTES = 1_048_588;
const NODE = 1;

/** Requests by their number (https://kafka.apache.org/protocol#protocol_api_keys), with the versions that we speak. */
const versions = {
  produce: [0, 3, 7],
  metadata: [3, 5, 5],
  apiVersions: [18, 0, 3],
  initProducerId: [22, 0, 1],
} as const;
const [PRODUCE, METADATA, API_VERSIONS, INIT_PRODUCER_ID] = Object.values(versions).map(([number]) => number);

const errors = {
  corruptMessage: 2,
  messageTooLarge: 10,
  outOfOrderSequence: 45,
  invalidRequiredAcks: 21,
} as const;

interface Partition {
  records: WireRecord[];
  /** The sequence that comes next from each producer. */
  next: Map<string, number>;
}

/**
 * The smallest peer of a Kafka producer: one broker, with one topic for each name that is asked for. It holds its partitions in
 * memory and refuses what a broker would refuse. No Kafka: how a cluster behaves, it cannot tell.
 */
export class KafkaPeer implements BrokerUnderTest {
  readonly address: string;
  readonly routedBy = 'key';
  readonly #port: number;
  readonly #partitions: Partition[] = Array.from({ length: PARTITIONS }, () => ({
    records: [],
    next: new Map(),
  }));
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #lastProducer = 0n;

  private constructor(port: number) {
    this.#port = port;
    this.address = `kafka://127.0.0.1:${String(port)}`;
  }

  static async create(): Promise<KafkaPeer> {
    const peer = new KafkaPeer(await freePort());
    await peer.start();
    return peer;
  }

  async start(): Promise<void> {
    const server = createServer((socket) => {
      this.#serve(socket);
    });
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
  }

  /** Ends every connection at once; what it had written stays. */
  async kill(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    this.#server = undefined;
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  consumed(): Promise<ConsumedEvent[]> {
    const records = this.#partitions.flatMap((partition) => partition.records);
    return Promise.resolve(records.map(({ key, headers, value }) => ({ route: key, headers, body: value })));
  }

  close(): Promise<void> {
    return this.kill();
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    let received = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) {
        const end = 4 + received.readInt32BE(0);
        const response = this.#answer(new WireReader(received.subarray(4, end)));
        received = received.subarray(end);
        socket.write(Buffer.concat([int32(response.length), response]));
      }
    });
  }

  #answer(request: WireReader): Buffer {
    const [api, version, correlation] = [request.int16(), request.int16(), request.int32()];
    request.string(); // client id
    return Buffer.concat([int32(correlation), this.#bodyFor(api, version, request)]);
  }

  #bodyFor(api: number, version: number, request: WireReader): Buffer {
    switch (api) {
      case API_VERSIONS:
        return this.#apiVersions(version);
      case METADATA:
        return this.#metadata(request);
      case INIT_PRODUCER_ID:
        return this.#initProducerId();
      case PRODUCE:
        return this.#produce(request);
      default:
        throw new Error(`A producer has no business with request ${String(api)}`);
    }
  }

  #apiVersions(version: number): Buffer {
    const known = Object.values(versions).map((numbers) => Buffer.concat(numbers.map(int16)));
    // Since version 3, arrays begin with their length plus one, and every structure ends with its tagged fields: none.
    const none = Buffer.from([0]);
    return version >= 3
      ? Buffer.concat([
          int16(0),
          Buffer.from([known.length + 1]),
          ...known.flatMap((each) => [each, none]),
          int32(0),
          none,
        ])
      : Buffer.concat([int16(0), list(known), int32(0)]);
  }

  #metadata(request: WireReader): Buffer {
    const topics = request.list(() => request.string());
    const nodes = list([int32(NODE)]);
    const partitions = this.#partitions.map((_partition, index) =>
      Buffer.concat([int16(0), int32(index), int32(NODE), nodes, nodes, list([])]),
    );
    const broker = Buffer.concat([int32(NODE), string('127.0.0.1'), int32(this.#port), int16(-1)]);
    const described = topics.map((topic) =>
      Buffer.concat([int16(0), string(topic), Buffer.from([0]), list(partitions)]),
    );
    return Buffer.concat([int32(0), list([broker]), string('peer'), int32(NODE), list(described)]);
  }

  #initProducerId(): Buffer {
    this.#lastProducer += 1n;
    return Buffer.concat([int32(0), int16(0), int64(this.#lastProducer), int16(0)]);
  }

  #produce(request: WireReader): Buffer {
    request.string(); // transactional id
    const acks = request.int16();
    request.int32(); // timeout
    const topics = request.list(() => {
      const topic = request.string();
      const partitions = request.list(() => {
        const index = request.int32();
        const code =
          acks === -1 ? this.#append(index, request.bytes(request.int32())) : errors.invalidRequiredAcks;
        return Buffer.concat([int32(index), int16(code), int64(0n), int64(-1n), int64(0n)]);
      });
      return Buffer.concat([string(topic), list(partitions)]);
    });
    return Buffer.concat([list(topics), int32(0)]);
  }

  /** As a broker does with idempotent producers: a batch that is known is not written twice, one out of turn is refused. */
  #append(index: number, bytes: Buffer): number {
    if (bytes.length > MOST_BATCH_BYTES) return errors.messageTooLarge;
    const batch = recordBatchOf(bytes);
    const partition = this.#partitions[index];
    if (!batch.isWhole || partition === undefined) return errors.corruptMessage;
    const producer = `${String(batch.producerId)}/${String(batch.producerEpoch)}`;
    const expected = partition.next.get(producer) ?? 0;
    if (batch.firstSequence < expected) return 0;
    if (batch.firstSequence > expected) return errors.outOfOrderSequence;
    partition.next.set(producer, expected + batch.records.length);
    partition.records.push(...batch.records);
    return 0;
  }
}
