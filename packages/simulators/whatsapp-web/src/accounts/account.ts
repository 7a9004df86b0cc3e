import { Curve, type KeyPair, generateRegistrationId, jidEncode } from 'baileys';
import type { Group } from '../groups/group.ts';
import type { GroupChange } from '../groups/group-change.ts';
import type { PastChat } from '../history/past-chat.ts';
import type {
  GroupInput,
  OutgoingMessage,
  ReceiptRecord,
  ReceivedMessage,
  SendOptions,
  SentMessage,
} from '../messages/messaging.ts';
import type { SeenTyping, TypingState } from '../messages/presence-desk.ts';
import type { Platform } from '../platform.ts';
import type { AddressingMode } from '../signal/device.ts';
import type { Companion } from './companion.ts';

/** How the person behind an account behaves. All of it can be changed at any time. */
export interface Conduct {
  /** Whether arriving messages are read. */
  reads: 'automatic' | 'never';
  /** From arrival to reading. */
  readDelayMs: number;
  /** From the server's ack to the delivered receipt. */
  deliveryDelayMs: number;
  /** Whether the phone is on: when it is off, nothing is delivered until it is on again. */
  isOnline: boolean;
  /** What the person answers to a text; nothing when undefined. */
  autoReply: ((text: string) => string | undefined) | undefined;
}

export interface AccountInput {
  /** In any notation, such as `+55 11 99999-0001`. */
  readonly phoneNumber: string;
  readonly name?: string | undefined;
  /** Digits, or `…@lid`; made up when not given. */
  readonly lid?: string | undefined;
  readonly conduct?: Partial<Conduct> | undefined;
}

/** Whether WhatsApp keeps the account from writing to people it never wrote with. */
export interface ReachoutTimelock {
  readonly isActive: boolean;
  /** Seconds since the Unix epoch. */
  readonly endsAtSeconds?: number | undefined;
  readonly enforcementType?: string | undefined;
}

/** How many new chats the account may begin. */
export interface NewChatCap {
  readonly totalQuota: number;
  readonly usedQuota: number;
  readonly status: 'NONE' | 'FIRST_WARNING' | 'SECOND_WARNING' | 'CAPPED';
  readonly cycleStartSeconds?: number | undefined;
  readonly cycleEndSeconds?: number | undefined;
}

const LOGGED_OUT = 401;
const CODE_WAIT_MS = 2000;

const DEFAULT_CONDUCT: Conduct = {
  reads: 'automatic',
  readDelayMs: 5,
  deliveryDelayMs: 0,
  isOnline: true,
  autoReply: undefined,
};

/** Somebody's WhatsApp account, whose phone is simulated. Clients link to it, and it writes to others. */
export class Account {
  /** Digits only. */
  readonly phone: string;
  readonly lidUser: string;
  name: string;
  readonly conduct: Conduct;
  /** Linked devices by device number. */
  readonly companions = new Map<number, Companion>();
  reachoutTimelock: ReachoutTimelock = { isActive: false };
  /** The text below the name in the profile. */
  about = '';
  /** Address of the profile picture; none when undefined. */
  pictureUrl: string | undefined;
  /** Privacy settings that differ from the default, by category. */
  readonly privacy = new Map<string, string>();
  /** Jids of those whom the account blocked. */
  readonly blocked = new Set<string>();
  /** What the phone tells a newly linked client of the past. */
  history: readonly PastChat[] = [];
  newChatCap: NewChatCap = { totalQuota: 100, usedQuota: 0, status: 'NONE' };
  readonly #platform: Platform;
  #identity: KeyPair | undefined;
  #registrationId: number | undefined;
  #lastDeviceId = 0;

  constructor(
    platform: Platform,
    input: AccountInput & { readonly phone: string; readonly lidUser: string },
  ) {
    this.#platform = platform;
    this.phone = input.phone;
    this.lidUser = input.lidUser;
    this.name = input.name ?? `+${input.phone}`;
    this.conduct = watched({ ...DEFAULT_CONDUCT, ...input.conduct }, () =>
      platform.messaging.phoneSwitchedOn(this),
    );
  }

  /** `5511999990001@s.whatsapp.net`. */
  get jid(): string {
    return jidEncode(this.phone, 's.whatsapp.net');
  }

  /** `100000000000001@lid`. */
  get lid(): string {
    return jidEncode(this.lidUser, 'lid');
  }

  /** The phone's Signal identity, with which it also signs for linked devices. Made when first needed. */
  get identity(): KeyPair {
    this.#identity ??= Curve.generateKeyPair();
    return this.#identity;
  }

  get registrationId(): number {
    this.#registrationId ??= generateRegistrationId();
    return this.#registrationId;
  }

  /** A number for the next companion; none is used twice. */
  nextDeviceId(): number {
    this.#lastDeviceId += 1;
    return this.#lastDeviceId;
  }

  /**
   * The phone scans the QR text that a client shows. Resolves once the client signed for the account; it is told to
   * connect again, then. Throws when no connected client shows this text.
   */
  async scan(qrText: string): Promise<Companion> {
    return this.#platform.pairing.scan(this, qrText);
  }

  /**
   * The phone types the eight characters that a client shows, with or without a dash. Resolves as `scan` does. Throws
   * when no client asks for a code for this number within `waitMs`, or it shows another.
   */
  async enterPairingCode(code: string, waitMs = CODE_WAIT_MS): Promise<Companion> {
    return this.#platform.pairing.enterCode(this, code, waitMs);
  }

  /** The phone removes a linked device, which is told at once or at its next login. False when there is none. */
  logOut(deviceId: number): boolean {
    const companion = this.companions.get(deviceId);
    if (!companion) return false;
    this.companions.delete(deviceId);
    companion.session?.stream.end(LOGGED_OUT);
    companion.session = undefined;
    return true;
  }

  /** Writes to a person or group, from the phone. `to` is a phone number, jid or group id. */
  async send(to: string, message: OutgoingMessage, options: SendOptions = {}): Promise<SentMessage> {
    return this.#platform.messaging.send(this, to, message, options);
  }

  /** What arrived on the phone, oldest first. */
  received(): readonly ReceivedMessage[] {
    return this.#platform.messaging.received(this);
  }

  /** This person reads a message on the phone: its author hears of it, and the clients of this account too. */
  markRead(whatsappId: string, as?: AddressingMode): void {
    this.#platform.messaging.markRead(this, whatsappId, as);
  }

  /** Shows that this person types or records in a chat. */
  type(to: string, state: TypingState, as?: AddressingMode): void {
    this.#platform.messaging.type(this, to, state, as);
  }

  /** This person opens or closes WhatsApp. Clients that subscribed to the presence hear of it. */
  setPresence(isAvailable: boolean): void {
    this.#platform.messaging.setPresence(this, isAvailable);
  }

  /** What clients showed to this person of their typing, oldest first. */
  seenTyping(): readonly SeenTyping[] {
    return this.#platform.messaging.seenTyping(this);
  }

  /** Makes a group with this account as its creator. */
  createGroup(input: GroupInput): Group {
    return this.#platform.messaging.createGroup(this, input);
  }

  /** Changes a group, from the phone. Throws when this account may not. */
  changeGroup(groupId: string, change: GroupChange): void {
    this.#platform.messaging.changeGroup(this, groupId, change);
  }

  /** The file of a message that arrived, decrypted; undefined when it has none. */
  async fileOf({ message }: ReceivedMessage): Promise<Buffer | undefined> {
    return this.#platform.messaging.fileOf(message);
  }

  /** What clients said about a message that this account sent: delivered, read, played, or once more please. */
  receiptsFor(whatsappId: string): readonly ReceiptRecord[] {
    return this.#platform.messaging.receiptsFor(this, whatsappId);
  }
}

/** The same conduct, which tells when the phone is switched on. */
function watched(conduct: Conduct, switchedOn: () => void): Conduct {
  let { isOnline } = conduct;
  return Object.defineProperty(conduct, 'isOnline', {
    get: () => isOnline,
    set: (value: boolean) => {
      const wasOnline = isOnline;
      isOnline = value;
      if (value && !wasOnline) switchedOn();
    },
  });
}
