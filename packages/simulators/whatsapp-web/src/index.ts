export type { Account, AccountInput, Conduct, NewChatCap, ReachoutTimelock } from './accounts/account.ts';
export type { Companion } from './accounts/companion.ts';
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
export type { Ledger, LedgerEntry } from './ledger.ts';
export type { OutgoingMessage, ReceivedMessage, SendOptions, SentMessage } from './messages/messaging.ts';
export type { Endpoint } from './platform.ts';
export type { WhatsappWebSimulator } from './simulator.ts';
export { type SimulatorOptions, startWhatsappWebSimulator } from './start-simulator.ts';
