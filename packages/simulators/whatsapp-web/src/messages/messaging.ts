import type { proto } from 'baileys';
import type { Account } from '../accounts/account.ts';

/** What an account sends: any message content of the protocol. */
export type OutgoingMessage = proto.IMessage;

/** How an account sends. */
export interface SendOptions {
  readonly whatsappId?: string;
  readonly as?: 'pn' | 'lid';
}

/** A message that an account sent. */
export interface SentMessage {
  readonly whatsappId: string;
}

/** A message that arrived on an account's phone. */
export interface ReceivedMessage {
  readonly whatsappId: string;
  readonly from: string;
  readonly message: proto.IMessage;
}

/** What accounts do with messages; accounts pass their calls on to it. */
export interface Messaging {
  send(account: Account, to: string, message: OutgoingMessage, options?: SendOptions): Promise<SentMessage>;
  received(account: Account): readonly ReceivedMessage[];
  /** Called once a companion is linked, to send the history and keys that a phone sends to a new device. */
  companionLinked(account: Account, deviceId: number): void;
}
