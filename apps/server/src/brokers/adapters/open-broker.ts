import type { Broker } from '../broker.ts';
import type { Destination } from '../destination-policy.ts';

/**
 * Connects to a broker and makes what is missing there: the exchange of RabbitMQ, the stream of NATS. The client of a broker is
 * loaded only here.
 * @throws Error that says why there is no connection
 */
export async function openBroker(destination: Destination): Promise<Broker> {
  switch (destination.kind) {
    case 'rabbitmq':
      return (await import('./rabbitmq-broker.ts')).openRabbitmq(destination);
    case 'nats':
      return (await import('./nats-broker.ts')).openNats(destination);
    case 'kafka':
      return (await import('./kafka-broker.ts')).openKafka(destination);
  }
}
