import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBroker } from '../../src/brokers/adapters/open-broker.ts';
import type { Broker } from '../../src/brokers/broker.ts';
import { destinationOf } from '../../src/brokers/destination-policy.ts';
import type { BrokerMessage } from '../../src/brokers/routing-policy.ts';
import { idOf } from './broker-scene.ts';
import type { BrokerUnderTest } from './broker-under-test.ts';
import { messages } from './sample-messages.ts';

const TOPIC = 'recado.events';
/** What holds for every broker that Recado publishes to. */
export function brokerConformance(name: string, create: () => Promise<BrokerUnderTest>): void {
  describe(`a ${name} broker`, () => {
    let server: BrokerUnderTest;
    let broker: Broker | undefined;
    const opened = async (): Promise<Broker> => {
      await broker?.close();
      broker = await openBroker(destinationOf(server.address, TOPIC, 30));
      return broker;
    };
    /** Arrivals of these messages, each message once, in the order of their first arrival. */
    const arrived = async (sent: BrokerMessage[]): Promise<string[]> => {
      const ids = new Set(sent.map(({ id }) => id));
      const consumed = await server.consumed();
      return [...new Set(consumed.map(idOf).filter((id) => ids.has(id)))];
    };

    beforeAll(async () => {
      server = await create();
    }, 120_000);
    afterAll(async () => {
      await broker?.close();
      await server.close();
    });

    it('has every message that it confirmed, in order, with the bytes, the headers and the subject it was given', async () => {
      const sent = messages(TOPIC, 300);
      expect(await (await opened()).publish(sent)).toEqual({ confirmed: 300, unroutable: 0 });
      expect(await arrived(sent)).toEqual(sent.map(({ id }) => id));
      const [first] = sent;
      const consumed = (await server.consumed()).find((event) => idOf(event) === first?.id);
      expect(consumed).toMatchObject({ headers: first?.headers, body: first?.body.toString() });
      expect(consumed?.route).toBe(first?.[server.routedBy]);
    });

    it('keeps what it confirmed when it is killed, and a connection from before knows that it is lost', async () => {
      const sent = messages(TOPIC, 200);
      const before = await opened();
      expect(await before.publish(sent)).toEqual({ confirmed: 200, unroutable: 0 });
      await server.kill();
      expect((await before.publish(messages(TOPIC, 3))).error).toBeInstanceOf(Error);
      await before.close();
      expect(before.isOpen).toBe(false);
      await expect(opened()).rejects.toBeInstanceOf(Error);
      await server.start();
      expect(await arrived(sent)).toEqual(sent.map(({ id }) => id));
    });

    it('takes a batch again of which it has the beginning, and goes on in order', async () => {
      const sent = messages(TOPIC, 20);
      const one = await opened();
      await one.publish(sent.slice(0, 12));
      expect(await one.publish(sent)).toEqual({ confirmed: 20, unroutable: 0 });
      expect(await arrived(sent)).toEqual(sent.map(({ id }) => id));
    });

    it('takes more bytes at once than a single request may have', async () => {
      const sent = messages(TOPIC, 6).map((message) => ({
        ...message,
        body: Buffer.from(JSON.stringify({ text: 'a'.repeat(300_000) })),
      }));
      expect(await (await opened()).publish(sent)).toEqual({ confirmed: 6, unroutable: 0 });
      expect(await arrived(sent)).toEqual(sent.map(({ id }) => id));
    });
  });
}
