import { expect, it, onTestFinished } from 'vitest';
import { openBroker } from '../../src/brokers/adapters/open-broker.ts';
import { destinationOf } from '../../src/brokers/destination-policy.ts';
import { brokerConformance } from './broker-conformance.ts';
import { brokerDelivery } from './broker-delivery.ts';
import { idOf } from './broker-scene.ts';
import { NatsServer } from './nats-server.ts';
import { messages } from './sample-messages.ts';

brokerConformance('NATS JetStream', () => NatsServer.create());
brokerDelivery('NATS JetStream', () => NatsServer.create());

it('NATS keeps the order in a stream that others write to meanwhile, and stores an event that comes again once', async () => {
  const server = await NatsServer.create();
  onTestFinished(() => server.close());
  await server.makeStream(['recado.events.>', 'other']);
  const broker = await openBroker(destinationOf(server.address, 'recado.events', 30));
  onTestFinished(() => broker.close());
  const others = await server.publishOthers('other');
  const sent = messages('recado.events', 300);
  for (let from = 0; from < sent.length; from += 60)
    expect(await broker.publish(sent.slice(from, from + 60))).toEqual({ confirmed: 60, unroutable: 0 });
  await others.stop();
  expect(others.count()).toBeGreaterThan(0);
  await broker.publish(sent.slice(-60));
  const ids = (await server.consumed()).map(idOf).filter((id) => id !== '');
  expect(ids).toEqual(sent.map(({ id }) => id));
});
