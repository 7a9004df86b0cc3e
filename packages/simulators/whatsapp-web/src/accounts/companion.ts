import { jidEncode } from 'baileys';
import type { Registration } from '../pairing/registration.ts';
import type { Platform } from '../platform.ts';
import type { Session } from '../stream/session.ts';
import { StanzaQueue } from '../stream/stanza-queue.ts';
import type { Stanza } from '../stream/stanza.ts';
import type { Account } from './account.ts';
import type { KeyBundle } from './key-bundle.ts';

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
  readonly #platform: Platform;
  /** The name that the client gave itself. */
  pushName: string | undefined;
  /** The connection, while there is one. */
  session: Session | undefined;
  readonly #queue = new StanzaQueue();

  constructor(platform: Platform, account: Account, facts: CompanionFacts) {
    this.#platform = platform;
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
   * its id. Faults of delivery apply here.
   */
  deliver(outgoing: Stanza): void {
    this.#queue.add(outgoing);
    if (this.session?.isLive) this.#sendNow(this.session, outgoing);
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

  #sendNow(session: Session, outgoing: Stanza): void {
    const { faults, accounts } = this.#platform;
    const { attrs, ...rest } = outgoing;
    const sender = attrs['participant'] ?? attrs['from'] ?? '';
    const subject = { ...session.subject, stanza: outgoing.tag, peer: accounts.peerOf(sender) };
    const marked = faults.take(['offlineZero', 'append'], subject);
    const sent = marked
      ? { ...rest, attrs: { ...attrs, offline: marked.kind === 'append' ? '1' : '0' } }
      : outgoing;
    const duplicate = faults.take(['duplicate'], subject);
    const copies = duplicate ? (duplicate.copies ?? 2) : 1;
    for (let copy = 0; copy < copies; copy += 1) session.send(sent);
  }
}
