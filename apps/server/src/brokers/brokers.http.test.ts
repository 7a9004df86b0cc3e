import { expect, onTestFinished, test, vi } from 'vitest';
import { BrokerScene, idOf } from '../../test/brokers/broker-scene.ts';
import { KafkaPeer } from '../../test/brokers/kafka-peer.ts';
import { Metrics } from '../platform/metrics/metrics.ts';

const TOPIC = 'recado.events';

// Each test starts several processes' worth of application, and waits for a broker that is left alone after a failure.
vi.setConfig({ testTimeout: 60_000 });

async function peer(): Promise<KafkaPeer> {
  const broker = await KafkaPeer.create();
  onTestFinished(() => broker.close());
  return broker;
}

async function sceneOf(broker: KafkaPeer): Promise<BrokerScene> {
  const scene = await BrokerScene.create(broker, TOPIC);
  onTestFinished(() => scene.close());
  return scene;
}

async function figure(scene: BrokerScene, name: string): Promise<number | undefined> {
  const text = await scene.events.test.app.get(Metrics).registry.metrics();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ')[1]);
}

test('a broker that is new begins with what happens from now on, or with the oldest event when that is asked for', async () => {
  const broker = await peer();
  const scene = await sceneOf(broker);
  // As if these had happened before there was a broker.
  await scene.record(20);
  await scene.events.query('delete from broker_cursors');
  const before = await scene.recorded();
  const now = await scene.startWorker();
  await scene.record(10);
  const after = (await scene.recorded()).slice(before.length);
  await expect.poll(async () => (await scene.arrivals()).map(idOf).toSorted()).toEqual(after.toSorted());
  await now.stop();

  const second = await scene.startWorker({
    RECADO_BROKER_TOPIC: 'recado.second',
    RECADO_BROKER_START: 'beginning',
  });
  await expect
    .poll(async () => new Set((await scene.arrivals()).map(idOf)))
    .toEqual(new Set([...before, ...after]));
  await second.stop();
});

test('a broker gets the events that were asked for, and never those that test one webhook', async () => {
  const broker = await peer();
  const scene = await sceneOf(broker);
  await scene.startWorker({ RECADO_BROKER_EVENTS: 'conversation.*,message.sent' });
  const { webhook } = await scene.events.endpoint();
  await scene.events.call('POST', `/webhooks/${webhook.id}/test`, {});
  await scene.events.record([
    { type: 'message.received' },
    { type: 'conversation.closed' },
    { type: 'message.sent' },
  ]);
  const types = async () => (await scene.arrivals()).map(({ headers }) => headers['recado-type']).toSorted();
  await expect.poll(types).toEqual(['conversation.closed', 'message.sent']);
  await expect.poll(() => figure(scene, 'recado_broker_lag_events')).toBe(0);
  expect(await types()).toEqual(['conversation.closed', 'message.sent']);
});

test('while the broker is down, the process is ready, the metrics say what waits, and the reason is kept', async () => {
  const broker = await peer();
  const scene = await sceneOf(broker);
  await broker.kill();
  await scene.startWorker();
  await scene.record(30);
  const failures = async (): Promise<unknown> => {
    const [row] = await scene.events.query('select failures, last_error from broker_cursors');
    return row?.['failures'];
  };
  await expect.poll(failures).toBeGreaterThanOrEqual(1);
  expect((await scene.events.call('GET', '/health/ready')).statusCode).toBe(200);
  expect(await figure(scene, 'recado_broker_lag_events')).toBe(30);
  expect(await figure(scene, 'recado_broker_oldest_unsent_seconds')).toBeGreaterThan(0);
  await broker.start();
  await expect.poll(() => figure(scene, 'recado_broker_lag_events'), { timeout: 40_000 }).toBe(0);
  expect(await figure(scene, 'recado_broker_oldest_unsent_seconds')).toBe(0);
  expect(await failures()).toBe(0);
});
