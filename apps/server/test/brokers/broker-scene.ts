import { randomBytes } from 'node:crypto';
import { ConversationId } from '@recado/contracts';
import { v7 } from 'uuid';
import { seedTenant } from '../harness/seed.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';
import { insertInstance, WebhookScene } from '../webhooks/webhook-scene.ts';
import type { BrokerUnderTest, ConsumedEvent } from './broker-under-test.ts';

const CONVERSATIONS = 25;
const IN_ONE_TRANSACTION = 10;
const AT_ONCE = 4;

type Settings = Record<string, string>;

export const idOf = ({ headers }: ConsumedEvent): string => headers['recado-id'] ?? '';
const sequenceOf = ({ headers }: ConsumedEvent): number => Number(headers['recado-sequence']);

/** Two tenants whose events go to a broker: an api process records them, and workers that come and go publish them. */
export class BrokerScene {
  readonly server: BrokerUnderTest;
  readonly events: WebhookScene;
  readonly #settings: Settings;
  readonly #workers = new Set<TestApp>();

  private constructor(server: BrokerUnderTest, events: WebhookScene, settings: Settings) {
    this.server = server;
    this.events = events;
    this.#settings = settings;
  }

  static async create(server: BrokerUnderTest, topic: string): Promise<BrokerScene> {
    const settings = { RECADO_BROKER_URL: server.address, RECADO_BROKER_TOPIC: topic };
    const secretKey = randomBytes(32);
    const test = await createTestApp({ secretKey, settings: { ...settings, RECADO_ROLE: 'api' } });
    const tenants = { tenant: await seedTenant(test), stranger: await seedTenant(test) };
    const instanceId = await insertInstance(test, tenants.tenant, '+5511987654321');
    return new BrokerScene(server, new WebhookScene({ test, secretKey }, tenants, instanceId), settings);
  }

  /** A worker process, until `stop`. */
  async startWorker(settings: Settings = {}): Promise<{ stop: () => Promise<void> }> {
    const worker = await this.events.another({ ...this.#settings, RECADO_ROLE: 'worker', ...settings });
    this.#workers.add(worker);
    return {
      stop: async () => {
        this.#workers.delete(worker);
        await worker.close();
      },
    };
  }

  /** Records events of both tenants, of many conversations, in transactions that overlap. */
  async record(count: number): Promise<void> {
    const conversations = Array.from({ length: CONVERSATIONS }, () => ConversationId.parse(v7()));
    const { tenant, stranger } = this.events;
    const transactions = Array.from({ length: count / IN_ONE_TRANSACTION }, (_, place) => place);
    const writer = async (): Promise<void> => {
      for (let place = transactions.shift(); place !== undefined; place = transactions.shift()) {
        const conversationId = conversations[place % CONVERSATIONS];
        await this.events.record(
          Array.from({ length: IN_ONE_TRANSACTION }, () => ({
            type: 'message.received' as const,
            data: { message: { conversationId } },
          })),
          place % 3 === 0 ? stranger : tenant,
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
  }

  /** Ids of all events, in their order. */
  async recorded(): Promise<string[]> {
    const rows = await this.events.query('select id from events order by seq');
    return rows.map(({ id }) => String(id));
  }

  /** What a consumer has got, the first arrival of each event. */
  async arrivals(): Promise<ConsumedEvent[]> {
    const seen = new Set<string>();
    return (await this.server.consumed()).filter((event) => {
      const isFirst = !seen.has(idOf(event));
      seen.add(idOf(event));
      return isFirst;
    });
  }

  /** Pairs of events that came in the wrong order: of all, or where the broker has an order for each key, within a key. */
  async outOfOrder(): Promise<[number, number][]> {
    const groups = Map.groupBy(await this.arrivals(), ({ route }) =>
      this.server.routedBy === 'key' ? route : 'all',
    );
    return [...groups.values()].flatMap((events) => {
      const sequences = events.map(sequenceOf);
      return sequences
        .map((sequence, place): [number, number] => [sequences[place - 1] ?? 0, sequence])
        .filter(([before, after]) => before > after);
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.close()));
    await this.events.close();
  }
}
