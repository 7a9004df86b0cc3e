import type { proto } from 'baileys';
import type { Account, Companion } from '../accounts/account.ts';
import type { Group } from '../groups/group.ts';
import type { GroupChange } from '../groups/group-change.ts';
import type { AddressingMode } from '../signal/device.ts';

import type { OutgoingMessage } from './outgoing-message.ts';
import type { SeenTyping, TypingState } from './presence-desk.ts';
import type { ShownMessage } from './shown-content.ts';

export type { OutgoingMessage } from './outgoing-message.ts';

/** How an account sends. */
export interface SendOptions {
  /** Made up when not given. */
  readonly whatsappId?: string | undefined;
  /** How the stanza addresses people: by phone number (the default) or by LID. A group has its own way. */
  readonly as?: AddressingMode | undefined;
  /** `plaintext` spares the encryption, for load benches; real Signal messages are the default. */
  readonly transport?: 'signal' | 'plaintext' | undefined;
  /** When it was sent, in milliseconds since the Unix epoch; now unless given. */
  readonly at?: number | undefined;
}

/** A message that an account sent. */
export interface SentMessage {
  readonly whatsappId: string;
  readonly at: number;
  /** As it was sent, with the keys of its file or the secret of its poll. */
  readonly message: proto.IMessage;
}

/** A message that arrived on an account's phone. */
export interface ReceivedMessage {
  readonly whatsappId: string;
  /** The sender's number as a jid, such as `5511999990001@s.whatsapp.net`. */
  readonly from: string;
  /** The group in which it was sent. */
  readonly group?: string | undefined;
  readonly message: proto.IMessage;
  readonly at: number;
}

/** What a client said about a message of an account. */
export interface ReceiptRecord {
  readonly type:
    'delivered' | 'read' | 'read-self' | 'played' | 'retry' | 'sender' | 'peer_msg' | 'hist_sync';
  /** The device that said it. */
  readonly by: string;
  readonly at: number;
}

/** A group that somebody makes. */
export interface GroupInput {
  readonly subject: string;
  /** Phone numbers of the others. */
  readonly members: readonly string[];
  /** How the group addresses its members: by LID unless given. */
  readonly mode?: AddressingMode | undefined;
}

/** What accounts do with messages; accounts pass their calls on to it. */
export interface Messaging {
  send(account: Account, to: string, message: OutgoingMessage, options?: SendOptions): Promise<SentMessage>;
  received(account: Account): readonly ReceivedMessage[];
  chatWith(account: Account, phoneNumber: string): ShownMessage[];
  fileIn(account: Account, whatsappId: string): Promise<Buffer | undefined>;
  readChat(account: Account, phoneNumber: string): void;
  fileOf(message: proto.IMessage): Promise<Buffer | undefined>;
  receiptsFor(account: Account, whatsappId: string): readonly ReceiptRecord[];
  createGroup(account: Account, input: GroupInput): Group;
  changeGroup(account: Account, groupId: string, change: GroupChange): void;
  markRead(account: Account, whatsappId: string, as?: AddressingMode): void;
  type(account: Account, to: string, state: TypingState, as?: AddressingMode): void;
  setPresence(account: Account, isAvailable: boolean): void;
  seenTyping(account: Account): readonly SeenTyping[];
  /** Called when a phone is on again: what waited for it happens. */
  phoneSwitchedOn(account: Account): void;
  /** Called when a client has its backlog: the first time, its phone sends it keys and history. */
  companionCaughtUp(client: Companion): void;
}
