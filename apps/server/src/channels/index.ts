export { ChannelsModule } from './channels.module.ts';
export {
  ChannelError,
  type AccountLimits,
  type Channel,
  type ChannelCapabilities,
  type ChannelGroups,
  type ChannelKind,
  type ChannelSessions,
  type Group,
  type AnsweredMessage,
  type Pace,
  type PacedMessage,
  type SessionOwner,
  type Connection,
  type ConnectOutcome,
  type Failure,
  type MediaSource,
  type Recipient,
  type SendOutcome,
  type Template,
  type UploadedFile,
} from './channel.ts';
export { WebSettings } from './web/endpoint.ts';
export { Channels } from './channels.ts';
export { CloudSettings } from './cloud/cloud-connection.ts';
export { ConnectionsQueries } from './connections.queries.ts';
export { Connections } from './connections.ts';
export { CredentialsRepository } from './credentials.repository.ts';
export { SessionChanges, type SessionChange, type SessionReason } from './session-changes.ts';
export type {
  Identity,
  InboundMedia,
  InboundMessage,
  InboundUpdate,
  MessageDeletion,
  MessageEdit,
  StatusUpdate,
} from './inbound-update.ts';
