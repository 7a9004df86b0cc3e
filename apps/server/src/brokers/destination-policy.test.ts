import { describe, expect, it, test } from 'vitest';
import { InvalidSettings, readEnvironment } from '../config.ts';
import { destinationOf } from './destination-policy.ts';

const read = (address: string, name = 'recado.events') => destinationOf(address, name, 30);

describe('an address', () => {
  it.each([
    ['amqp://rabbit.example', 'rabbitmq', [{ host: 'rabbit.example', port: 5672 }], false],
    ['amqps://rabbit.example', 'rabbitmq', [{ host: 'rabbit.example', port: 5671 }], true],
    ['nats://[::1]:4223', 'nats', [{ host: '::1', port: 4223 }], false],
    ['tls://nats.example', 'nats', [{ host: 'nats.example', port: 4222 }], true],
    [
      'kafka://one:9093,two?tls=true',
      'kafka',
      [
        { host: 'one', port: 9093 },
        { host: 'two', port: 9092 },
      ],
      true,
    ],
  ])('%s says which broker, where, and whether it is encrypted', (address, kind, hosts, isEncrypted) => {
    expect(read(address)).toMatchObject({ kind, hosts, isEncrypted });
  });

  it('has credentials before the hosts or behind the question mark', () => {
    const credentials = { username: 'ana@example', password: 'a/b c' };
    expect(read('amqp://ana%40example:a%2Fb%20c@host')).toMatchObject(credentials);
    expect(read('kafka://host?user=ana%40example&password=a%2Fb%20c')).toMatchObject(credentials);
  });

  it('has a virtual host', () => {
    expect(read('amqp://host').virtualHost).toBe('/');
    expect(read('amqp://host/shop%2Feu').virtualHost).toBe('shop/eu');
  });

  it('is shown without its password', () => {
    expect(read('amqp://ana:secret@host').label).toBe('rabbitmq at host, recado.events');
  });
});

test('events go on where they were when the broker moves or its password changes, and nowhere else', () => {
  const { id } = read('amqp://ana:secret@host/shop');
  expect(read('amqps://bia@another,third/shop').id).toBe(id);
  expect(read('amqp://ana:secret@host/other').id).not.toBe(id);
  expect(read('nats://ana:secret@host').id).not.toBe(id);
  expect(read('amqp://ana:secret@host/shop', 'other').id).not.toBe(id);
});

describe('the settings', () => {
  const mistakes = (settings: Record<string, string>) => {
    try {
      readEnvironment(settings);
      return '';
    } catch (error) {
      return error instanceof InvalidSettings ? error.message : 'another error';
    }
  };

  it.each([
    ['RECADO_BROKER_URL', 'http://host'],
    ['RECADO_BROKER_URL', 'amqp://'],
    ['RECADO_BROKER_URL', 'host:5672'],
    ['RECADO_BROKER_TOPIC', 'recado.>'],
    ['RECADO_BROKER_TOPIC', 'recado..events'],
    ['RECADO_BROKER_EVENTS', 'message.seen'],
    ['RECADO_BROKER_START', 'yesterday'],
  ])('%s refuses %s by name', (name, value) => {
    expect(mistakes({ [name]: value })).toContain(name);
  });

  it('name events as webhooks do', () => {
    expect(readEnvironment({ RECADO_BROKER_EVENTS: 'message.received, conversation.*' })).toMatchObject({
      RECADO_BROKER_EVENTS: ['message.received', 'conversation.*'],
    });
    expect(readEnvironment({}).RECADO_BROKER_EVENTS).toEqual(['*']);
  });
});
