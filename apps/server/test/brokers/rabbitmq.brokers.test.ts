import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBroker } from '../../src/brokers/adapters/open-broker.ts';
import { destinationOf } from '../../src/brokers/destination-policy.ts';
import { brokerConformance } from './broker-conformance.ts';
import { brokerDelivery } from './broker-delivery.ts';
import { idOf } from './broker-scene.ts';
import { messages } from './sample-messages.ts';
import { RabbitmqServer } from './rabbitmq-server.ts';

brokerConformance('RabbitMQ', () => RabbitmqServer.create());
brokerDelivery('RabbitMQ', () => RabbitmqServer.create());

describe('RabbitMQ', () => {
  let server: RabbitmqServer;
  beforeAll(async () => {
    server = await RabbitmqServer.create();
  }, 120_000);
  afterAll(() => server.close());

  const open = async (topic: string) => {
    const broker = await openBroker(destinationOf(server.address, topic, 30));
    onTestFinished(() => broker.close());
    return broker;
  };

  it('drops what no queue is bound for, and that is counted', async () => {
    const broker = await open('nobody.listens');
    expect(await broker.publish(messages('nobody.listens', 3))).toEqual({ confirmed: 3, unroutable: 3 });
  });

  it('says from where on a queue was full, and takes the rest once somebody has read it', async () => {
    const broker = await open('full');
    await server.bind({
      exchange: 'full',
      queue: 'small',
      arguments: { 'x-max-length': 5, 'x-overflow': 'reject-publish' },
    });
    const sent = messages('full', 8);
    const outcome = await broker.publish(sent);
    expect(outcome).toMatchObject({ confirmed: 5, unroutable: 0 });
    expect(outcome.error).toBeInstanceOf(Error);
    expect(await server.read('small')).toHaveLength(5);
    expect(await broker.publish(sent.slice(5))).toEqual({ confirmed: 3, unroutable: 0 });
    expect((await server.read('small')).map(idOf)).toEqual(sent.slice(5).map(({ id }) => id));
  });

  it('is used by whoever may write to an exchange but make none', async () => {
    await open('theirs');
    await server.addUser('writer', { configure: '^$', write: '^theirs$', read: '^$' });
    const address = server.address.replace('guest:guest', 'writer:writer');
    const broker = await openBroker(destinationOf(address, 'theirs', 30));
    onTestFinished(() => broker.close());
    expect((await broker.publish(messages('theirs', 2))).confirmed).toBe(2);
    await expect(openBroker(destinationOf(address, 'another', 30))).rejects.toThrow(/ACCESS_REFUSED/);
    const wrong = server.address.replace('guest:guest', 'guest:wrong');
    await expect(openBroker(destinationOf(wrong, 'theirs', 30))).rejects.toThrow(/ACCESS[_-]REFUSED/);
  });
});
