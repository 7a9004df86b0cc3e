export type { AccountInput, Companion } from './accounts/account.ts';
export type { Conduct } from './accounts/conduct.ts';
export type { NewChatCap, ReachoutTimelock } from './accounts/limits.ts';
export type { Clock } from './clock.ts';
export type {
  DeliveryFault,
  Fault,
  FaultMatch,
  FaultOrder,
  Faults,
  MessageFault,
  Moment,
  StandingFault,
  StreamFault,
} from './faults/fault-rules.ts';
export type { Group, GroupRole } from './groups/group.ts';
export type { GroupChange } from './groups/group-change.ts';
export type { PastChat, PastMessage } from './history/past-chat.ts';
export type { Ledger, LedgerEntry } from './ledger.ts';
export type {
  GroupInput,
  OutgoingMessage,
  ReceiptRecord,
  ReceivedMessage,
  SendOptions,
  SentMessage,
} from './messages/messaging.ts';
export type { ShownMessage } from './messages/shown-content.ts';
export type { OutgoingFile } from './messages/outgoing-message.ts';
export type { SeenTyping, TypingState } from './messages/presence-desk.ts';
export type { Endpoint } from './platform.ts';
export { muteSignalLibrary } from './signal/mute-signal-library.ts';
export type { SimulatedAccount as Account } from './simulated-account.ts';
export type { WhatsappWebSimulator } from './simulator.ts';
export { type SimulatorOptions, startWhatsappWebSimulator } from './start-simulator.ts';
