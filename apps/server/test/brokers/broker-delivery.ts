import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { status } from '../harness/webhook-receiver.ts';
import { BrokerScene, idOf } from './broker-scene.ts';
import type { BrokerUnderTest } from './broker-under-test.ts';

/** A broker that was killed takes seconds to come back, and is left alone for a while before it is tried again. */
const patience = { timeout: 90_000, interval: 250 };
const TOPIC = 'recado.events';

/** What holds for events on the whole way, from the transaction that records them to a consumer of the broker. */
export function brokerDelivery(name: string, create: () => Promise<BrokerUnderTest>): void {
  describe(`events on their way to ${name}`, () => {
    let server: BrokerUnderTest;
    let scene: BrokerScene;
    const arrived = async (): Promise<number> => (await scene.arrivals()).length;
    const allHaveArrived = async (): Promise<void> => {
      const recorded = await scene.recorded();
      await expect.poll(arrived, patience).toBe(recorded.length);
      expect(new Set((await scene.arrivals()).map(idOf))).toEqual(new Set(recorded));
      expect(await scene.outOfOrder()).toEqual([]);
    };

    beforeAll(async () => {
      server = await create();
      scene = await BrokerScene.create(server, TOPIC);
    }, 120_000);
    afterAll(async () => {
      await scene.close();
      await server.close();
    });

    it('a consumer sees the bytes that a webhook gets', async () => {
      const { receiver } = await scene.events.endpoint(status(204));
      const worker = await scene.startWorker();
      await scene.events.record([{ type: 'message.received' }]);
      const [request] = await receiver.waitFor(1);
      await expect.poll(arrived, patience).toBe(1);
      const [event] = await scene.arrivals();
      expect(event?.body).toBe(request?.body);
      expect(event && idOf(event)).toBe(request?.headers['webhook-id']);
      await scene.events.query('delete from webhooks');
      await worker.stop();
    });

    it('all are there, in order, when the broker is killed in the middle of 2,000', async () => {
      const worker = await scene.startWorker();
      const before = await arrived();
      const recording = scene.record(2_000);
      await expect.poll(arrived, patience).toBeGreaterThan(before + 100);
      await server.kill();
      await recording;
      await server.start();
      await allHaveArrived();
      await worker.stop();
    });

    it('all are there, in order, when the worker stops in the middle and another one goes on', async () => {
      const first = await scene.startWorker();
      const before = await arrived();
      const recording = scene.record(1_000);
      await expect.poll(arrived, patience).toBeGreaterThan(before);
      await first.stop();
      await recording;
      const second = await scene.startWorker();
      await allHaveArrived();
      await second.stop();
    });

    it('what was published but not noted down comes again: a process may die between the two', async () => {
      const last = await scene.arrivals();
      await scene.events.query('update broker_cursors set sequence = sequence - 50');
      const worker = await scene.startWorker();
      await scene.record(10);
      await allHaveArrived();
      expect(await arrived()).toBe(last.length + 10);
      await worker.stop();
    });
  });
}
