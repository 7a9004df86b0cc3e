export type {
  BusinessAccount,
  BusinessAccountInput,
  BusinessProfile,
  Callback,
  PhoneNumber,
  PhoneNumberInput,
} from './accounts.ts';
export { type Behaviour, DEFAULT_BEHAVIOUR, type Delay, INSTANT } from './behaviour.ts';
export { type Clock, ManualClock, systemClock } from './clock.ts';
export type { ShownMessage } from './customers/chat.ts';
export type { ConversationLine, Customer } from './customers/customer.ts';
export type {
  AutoReply,
  CustomerIdentity,
  CustomerOptions,
  SentByCustomer,
} from './customers/customer-state.ts';
export type { InboundFile, InboundMessage, InboundType } from './customers/inbound-message.ts';
export type { ShownChoice, ShownContent, ShownFile } from './customers/shown-content.ts';
export type {
  AnswerFault,
  Fault,
  FaultMatch,
  FaultOrder,
  Faults,
  OutcomeFault,
  RequestFault,
  StandingFault,
  WebhookFault,
} from './faults/fault-rules.ts';
export type { Ledger, LedgerEntry, MessageStatus, StatusEvent, WebhookState } from './ledger.ts';
export type { Media } from './media/media-store.ts';
export type { GraphApiSimulator } from './simulator.ts';
export { type SimulatorOptions, startGraphApiSimulator } from './start-simulator.ts';
export type { TemplateVerdict } from './templates/template-lifecycle.ts';
export type { TemplateInput } from './templates/template-store.ts';
export type { Template, TemplateCategory, TemplateComponent, TemplateStatus } from './templates/template.ts';
export { webhookSignature } from './webhooks/webhook-signature.ts';
