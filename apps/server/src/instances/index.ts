export { ConnectInstance } from './connect-instance.ts';
export { InstancesModule } from './instances.module.ts';
export { ProvideInstance } from './provide-instance.ts';
export { PauseInstance } from './pause-instance.ts';
export { SendingInstances, type SendingInstance } from './sending-instances.ts';
