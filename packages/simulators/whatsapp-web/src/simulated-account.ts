import { Account, type AccountIdentity, type AccountInput, type Companion } from './accounts/account.ts';
import type { Group } from './groups/group.ts';
import type { GroupChange } from './groups/group-change.ts';
import type {
  GroupInput,
  Messaging,
  OutgoingMessage,
  ReceiptRecord,
  ReceivedMessage,
  SendOptions,
  SentMessage,
} from './messages/messaging.ts';
import type { ShownMessage } from './messages/shown-content.ts';
import type { SeenTyping, TypingState } from './messages/presence-desk.ts';
import type { PairingDesk } from './pairing/pairing-desk.ts';
import type { AddressingMode } from './signal/device.ts';

const CODE_WAIT_MS = 2000;

/** What a simulated person needs to act. */
export interface Surroundings {
  readonly pairing: PairingDesk;
  readonly messaging: Messaging;
}

/** Somebody's WhatsApp account, whose phone is simulated. Clients link to it, and it writes to others. */
export class SimulatedAccount extends Account {
  readonly #pairing: PairingDesk;
  readonly #messaging: Messaging;

  constructor({ pairing, messaging }: Surroundings, input: AccountInput & AccountIdentity) {
    super(input);
    this.#pairing = pairing;
    this.#messaging = messaging;
  }

  /**
   * The phone scans the QR text that a client shows. Resolves once the client signed for the account; it is told to
   * connect again, then. Throws when no connected client shows this text.
   */
  async scan(qrText: string): Promise<Companion> {
    return this.#pairing.scan(this, qrText);
  }

  /**
   * The phone types the eight characters that a client shows, with or without a dash. Resolves as `scan` does. Throws
   * when no client asks for a code for this number within `waitMs`, or it shows another.
   */
  async enterPairingCode(code: string, waitMs = CODE_WAIT_MS): Promise<Companion> {
    return this.#pairing.enterCode(this, code, waitMs);
  }

  /** Writes to a person or group, from the phone. `to` is a phone number, jid or group id. */
  async send(to: string, message: OutgoingMessage, options: SendOptions = {}): Promise<SentMessage> {
    return this.#messaging.send(this, to, message, options);
  }

  /** What arrived on the phone, oldest first. */
  received(): readonly ReceivedMessage[] {
    return this.#messaging.received(this);
  }

  /** The chat with one person as the phone shows it, oldest first. */
  chatWith(phoneNumber: string): ShownMessage[] {
    return this.#messaging.chatWith(this, phoneNumber);
  }

  /** Opens the chat with one person: everything in it is read. */
  readChat(phoneNumber: string): void {
    this.#messaging.readChat(this, phoneNumber);
  }

  /** The file of a message on the phone, decrypted; undefined when there is none. */
  async fileIn(whatsappId: string): Promise<Buffer | undefined> {
    return this.#messaging.fileIn(this, whatsappId);
  }

  /** This person reads a message on the phone: its author hears of it, and the clients of this account too. */
  markRead(whatsappId: string, as?: AddressingMode): void {
    this.#messaging.markRead(this, whatsappId, as);
  }

  /** Shows that this person types or records in a chat. */
  type(to: string, state: TypingState, as?: AddressingMode): void {
    this.#messaging.type(this, to, state, as);
  }

  /** This person opens or closes WhatsApp. Clients that subscribed to the presence hear of it. */
  setPresence(isAvailable: boolean): void {
    this.#messaging.setPresence(this, isAvailable);
  }

  /** What clients showed to this person of their typing, oldest first. */
  seenTyping(): readonly SeenTyping[] {
    return this.#messaging.seenTyping(this);
  }

  /** Makes a group with this account as its creator. */
  createGroup(input: GroupInput): Group {
    return this.#messaging.createGroup(this, input);
  }

  /** Changes a group, from the phone. Throws when this account may not. */
  changeGroup(groupId: string, change: GroupChange): void {
    this.#messaging.changeGroup(this, groupId, change);
  }

  /** The file of a message that arrived, decrypted; undefined when it has none. */
  async fileOf({ message }: ReceivedMessage): Promise<Buffer | undefined> {
    return this.#messaging.fileOf(message);
  }

  /** What clients said about a message that this account sent: delivered, read, played, or once more please. */
  receiptsFor(whatsappId: string): readonly ReceiptRecord[] {
    return this.#messaging.receiptsFor(this, whatsappId);
  }

  protected override switchedOn(): void {
    this.#messaging.phoneSwitchedOn(this);
  }
}
