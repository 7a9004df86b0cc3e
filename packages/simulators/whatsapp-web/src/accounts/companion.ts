import { jidEncode } from 'baileys';
import type { Registration } from '../pairing/registration.ts';
import type { Platform } from '../platform.ts';
import type { Session } from '../stream/session.ts';
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

/** A stanza that a companion has not acknowledged yet. */
interface Waiting {
  readonly stanza: Stanza;
  /** Whether it went out over the present connection. */
  isSent: boolean;
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
  #waiting: Waiting[] = [];

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
    return this.#waiting.map(({ stanza }) => stanza);
  }

  /**
   * Sends a `message`, `receipt`, `notification` or `call` that must arrive: at once when the client is connected, else
   * after its next login with the `offline` attribute. It goes out again after each login until the client acknowledges
   * its id. Faults of delivery apply here.
   */
  deliver(outgoing: Stanza): void {
    const waiting: Waiting = { stanza: outgoing, isSent: false };
    this.#waiting.push(waiting);
    if (this.session?.isLive) this.#sendLive(this.session, waiting);
  }

  /** Sends what is of no use later, such as a presence: only when the client is connected. */
  sendLive(outgoing: Stanza): void {
    if (this.session?.isLive) this.session.send(outgoing);
  }

  /** The client acknowledged stanzas (by an ack or a receipt): they never come again. */
  acknowledge(tag: string, ids: ReadonlySet<string>): void {
    this.#waiting = this.#waiting.filter(
      ({ stanza }) => stanza.tag !== tag || !ids.has(stanza.attrs['id'] ?? ''),
    );
  }

  /** Sends everything unacknowledged as backlog, and gives how much that was. */
  sendBacklog(session: Session): number {
    const backlog = this.#waiting;
    for (const [position, waiting] of backlog.entries()) {
      // WhatsApp numbers the backlog; a client looks only at whether the attribute is there.
      session.send({ ...waiting.stanza, attrs: { ...waiting.stanza.attrs, offline: String(position) } });
      waiting.isSent = true;
    }
    return backlog.length;
  }

  #sendLive(session: Session, waiting: Waiting): void {
    const subject = {
      account: this.account.phone,
      device: this.deviceId,
      stanza: waiting.stanza.tag,
      peer: waiting.stanza.attrs['participant'] ?? waiting.stanza.attrs['from'],
    };
    const { faults } = this.#platform;
    const marked = faults.take(['offlineZero', 'append'], subject);
    const outgoing = marked
      ? {
          ...waiting.stanza,
          attrs: { ...waiting.stanza.attrs, offline: marked.kind === 'append' ? '1' : '0' },
        }
      : waiting.stanza;
    const duplicate = faults.take(['duplicate'], subject);
    const copies = duplicate ? (duplicate.copies ?? 2) : 1;
    for (let copy = 0; copy < copies; copy += 1) session.send(outgoing);
    waiting.isSent = true;
  }
}
