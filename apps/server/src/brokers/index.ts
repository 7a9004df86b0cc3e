export { BrokerBacklog, type BrokerWork } from './broker-backlog.ts';
export { BrokersModule } from './brokers.module.ts';
