import type { LedgerEntry } from '../ledger.ts';
import type { InboundMessage } from './inbound-message.ts';

/** Gives the customer's answer to a message it has got: a whole message, a text, or nothing. */
export type AutoReply = (message: LedgerEntry) => InboundMessage | string | undefined;

/** Who the customer is to WhatsApp. A user with a username may have no number (`waId` left out). */
export interface CustomerIdentity {
  readonly waId?: string | undefined;
  readonly userId?: string | undefined;
  readonly username?: string | undefined;
  readonly name?: string | undefined;
  readonly countryCode?: string | undefined;
}

/** How the customer behaves; each may be changed later. */
export interface CustomerOptions {
  /** Whether it reads what it gets; as in the simulator's behaviour unless given. */
  readonly reads?: boolean | undefined;
  /** `null` ends an earlier one. */
  readonly autoReply?: AutoReply | null | undefined;
  /** Whether its number is on WhatsApp: if not, messages fail with 131026. */
  readonly isOnWhatsApp?: boolean | undefined;
}

/** A message that the customer sent. */
export interface SentByCustomer {
  readonly wamid: string;
  readonly at: number;
  readonly message: InboundMessage;
  /** As it stands in the webhook. */
  readonly item: Readonly<Record<string, unknown>>;
  /** Whether the business marked it as read. */
  isReadByBusiness: boolean;
}

/** A message that arrived on the customer's telephone. */
export interface Received {
  readonly entry: LedgerEntry;
  isRead: boolean;
}

/** What the simulator keeps about one customer of one number. */
export interface CustomerState {
  readonly phoneNumberId: string;
  readonly key: string;
  identity: CustomerIdentity;
  reads: boolean | undefined;
  autoReply: AutoReply | undefined;
  isOnWhatsApp: boolean;
  isOnline: boolean;
  lastWroteAt: number | undefined;
  businessTypesUntil: number | undefined;
  readonly received: Received[];
  readonly sent: SentByCustomer[];
  readonly awaitingReachability: (() => void)[];
  /** Told of each message that arrives from now on. */
  readonly listeners: ((entry: LedgerEntry) => void)[];
}
