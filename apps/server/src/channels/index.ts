export { ChannelsModule } from './channels.module.ts';
export {
  ChannelError,
  type Channel,
  type ChannelCapabilities,
  type ChannelKind,
  type Connection,
  type ConnectionReport,
  type ConnectOutcome,
  type Failure,
  type MediaSource,
  type OutboundMessage,
  type Recipient,
  type SendOutcome,
  type Template,
  type TemplateParameter,
} from './channel.ts';
export { Channels } from './channels.ts';
export { CloudSettings } from './cloud/cloud-connection.ts';
export { Connections } from './connections.ts';
export { CredentialsRepository } from './credentials.repository.ts';
export type {
  AccountNotice,
  Identity,
  IdentityChange,
  InboundMedia,
  InboundMessage,
  InboundUpdate,
  StatusUpdate,
} from './inbound-update.ts';
