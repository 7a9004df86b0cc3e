import { brokerConformance } from './broker-conformance.ts';
import { brokerDelivery } from './broker-delivery.ts';
import { NatsServer } from './nats-server.ts';

brokerConformance('NATS JetStream', () => NatsServer.create());
brokerDelivery('NATS JetStream', () => NatsServer.create());
