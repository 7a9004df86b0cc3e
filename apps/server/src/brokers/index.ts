export { BrokersModule } from './brokers.module.ts';
