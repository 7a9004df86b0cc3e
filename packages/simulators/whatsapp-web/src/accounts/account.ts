import { Curve, type KeyPair, generateRegistrationId, jidEncode } from 'baileys';
import type { FaultMatch, StreamFault } from '../faults/fault-rules.ts';
import type { PastChat } from '../history/past-chat.ts';
import type { Registration } from '../pairing/registration.ts';
import { StanzaQueue } from '../stream/stanza-queue.ts';
import type { Stanza } from '../stream/stanza.ts';
import { type Conduct, DEFAULT_CONDUCT, watched } from './conduct.ts';
import type { KeyBundle } from './key-bundle.ts';
import type { NewChatCap, ReachoutTimelock } from './limits.ts';

const LOGGED_OUT = 401;

export interface AccountInput {
  /** In any notation, such as `+55 11 99999-0001`. */
  readonly phoneNumber: string;
  readonly name?: string | undefined;
  /** Digits, or `…@lid`; made up when not given. */
  readonly lid?: string | undefined;
  readonly conduct?: Partial<Conduct> | undefined;
}

/** By what an account is known. */
export interface AccountIdentity {
  /** Digits only. */
  readonly phone: string;
  /** Digits only. */
  readonly lidUser: string;
}

/** Somebody's WhatsApp account and what the server knows of it. */
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
  #identity: KeyPair | undefined;
  #registrationId: number | undefined;
  #lastDeviceId = 0;

  constructor(input: AccountInput & AccountIdentity) {
    this.phone = input.phone;
    this.lidUser = input.lidUser;
    this.name = input.name ?? `+${input.phone}`;
    this.conduct = watched({ ...DEFAULT_CONDUCT, ...input.conduct }, () => this.switchedOn());
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

  /** The phone removes a linked device, which is told at once or at its next login. False when there is none. */
  logOut(deviceId: number): boolean {
    const companion = this.companions.get(deviceId);
    if (!companion) return false;
    this.companions.delete(deviceId);
    companion.session?.end(LOGGED_OUT);
    companion.session = undefined;
    return true;
  }

  /** The phone, which was off, is on again. */
  protected switchedOn(): void {
    // What a phone does then, only the account of a simulated person knows.
  }
}

/** What is known of a companion when it is linked. */
export interface CompanionFacts {
  /** 1 or more; the phone itself is device 0. */
  readonly deviceId: number;
  /** Its static Noise key, by which it is known again at login. */
  readonly noiseKey: Uint8Array;
  readonly keys: KeyBundle;
  readonly keyIndex: number;
  readonly registration: Registration;
  /** The account's signature under the device: an encoded `ADVSignedDeviceIdentity`. */
  readonly signedIdentity: Uint8Array;
}

/** A linked device: the client under test. */
export class Companion {
  readonly account: Account;
  readonly deviceId: number;
  readonly noiseKey: Uint8Array;
  readonly keys: KeyBundle;
  readonly keyIndex: number;
  readonly registration: Registration;
  readonly signedIdentity: Uint8Array;
  /** The name that the client gave itself. */
  pushName: string | undefined;
  /** The connection, while there is one. */
  session: Session | undefined;
  readonly #queue = new StanzaQueue();

  constructor(account: Account, facts: CompanionFacts) {
    this.account = account;
    this.deviceId = facts.deviceId;
    this.noiseKey = facts.noiseKey;
    this.keys = facts.keys;
    this.keyIndex = facts.keyIndex;
    this.registration = facts.registration;
    this.signedIdentity = facts.signedIdentity;
  }

  /** Such as `5511999990001:1@s.whatsapp.net`. */
  get jid(): string {
    return jidEncode(this.account.phone, 's.whatsapp.net', this.deviceId);
  }

  /** Such as `100000000000001:1@lid`. */
  get lid(): string {
    return jidEncode(this.account.lidUser, 'lid', this.deviceId);
  }

  get isConnected(): boolean {
    return this.session !== undefined;
  }

  /** Stanzas that wait for an acknowledgement, oldest first. */
  get unacknowledged(): readonly Stanza[] {
    return this.#queue.list();
  }

  /**
   * Sends a `message`, `receipt`, `notification` or `call` that must arrive: at once when the client is connected, else
   * after its next login with the `offline` attribute. It goes out again after each login until the client acknowledges
   * its id.
   */
  deliver(outgoing: Stanza): void {
    this.#queue.add(outgoing);
    if (this.session?.isLive) this.session.deliver(outgoing);
  }

  /** Sends what is of no use later, such as a presence: only when the client is connected. */
  sendLive(outgoing: Stanza): void {
    if (this.session?.isLive) this.session.send(outgoing);
  }

  /** The client acknowledged a stanza (by an ack or a receipt): it never comes again. */
  acknowledge(tag: string, id: string): void {
    this.#queue.remove(tag, id);
  }

  /** Sends everything unacknowledged as backlog, and gives how much that was. */
  sendBacklog(session: Session): number {
    const backlog = this.#queue.list();
    // WhatsApp numbers the backlog; a client looks only at whether the attribute is there.
    for (const [position, { attrs, ...rest }] of backlog.entries())
      session.send({ ...rest, attrs: { ...attrs, offline: String(position) } });
    return backlog.length;
  }
}

/** A fault that ends a stream. */
export type EndingFault = Extract<StreamFault, { kind: 'streamError' | 'drop' }>;

/** A companion's connection, while it is logged in. */
export interface Session {
  readonly companion: Companion;
  readonly account: Account;
  /** Whether the backlog went out, so that stanzas reach the client as they come. */
  readonly isLive: boolean;
  /** What faults are matched with. */
  readonly subject: FaultMatch;
  /** Sends a stanza at once; nothing happens when the connection is gone. Use `Companion.deliver` for what must arrive. */
  send(outgoing: Stanza): void;
  /** Sends a stanza at once, as faults of delivery have it. */
  deliver(outgoing: Stanza): void;
  /** Sends what waited for the client, then says that this was all. */
  goLive(): void;
  /** `<stream:error>`, then the end. */
  end(code: number): void;
  /** Ends as a fault orders. */
  strike(fault: EndingFault): void;
}
