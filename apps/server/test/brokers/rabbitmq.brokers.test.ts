import { brokerConformance } from './broker-conformance.ts';
import { brokerDelivery } from './broker-delivery.ts';
import { RabbitmqServer } from './rabbitmq-server.ts';

brokerConformance('RabbitMQ', () => RabbitmqServer.create());
brokerDelivery('RabbitMQ', () => RabbitmqServer.create());
