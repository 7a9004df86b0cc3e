import { jidDecode } from 'baileys';
import type { Platform } from '../platform.ts';
import { Account, type AccountInput } from './account.ts';

const FIRST_LID = 100_000_000_000_001;

/** Every account there is, found by number, LID or jid. */
export class AccountRegistry {
  readonly #platform: Platform;
  readonly #byPhone = new Map<string, Account>();
  readonly #byLid = new Map<string, Account>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  add(input: AccountInput): Account {
    const phone = input.phoneNumber.replace(/\D/g, '');
    if (phone === '') throw new RangeError(`"${input.phoneNumber}" is no phone number`);
    if (this.#byPhone.has(phone)) throw new RangeError(`There is an account for +${phone} already`);
    const lidUser = input.lid?.replace(/@lid$/, '') ?? String(FIRST_LID + this.#byPhone.size);
    if (this.#byLid.has(lidUser)) throw new RangeError(`There is an account with the LID ${lidUser} already`);
    const account = new Account(this.#platform, { ...input, phone, lidUser });
    this.#byPhone.set(phone, account);
    this.#byLid.set(lidUser, account);
    return account;
  }

  list(): readonly Account[] {
    return [...this.#byPhone.values()];
  }

  /** By a phone number in any notation. */
  byPhone(phoneNumber: string): Account | undefined {
    return this.#byPhone.get(phoneNumber.replace(/\D/g, ''));
  }

  /** How faults name the other side of a chat: the phone number of a person, however it was addressed; else the jid. */
  peerOf(jid: string): string {
    return this.byJid(jid)?.phone ?? jid;
  }

  /** By `…@s.whatsapp.net`, `…@c.us` or `…@lid`, with or without a device. */
  byJid(jid: string): Account | undefined {
    const decoded = jidDecode(jid);
    if (!decoded) return undefined;
    const accounts =
      decoded.server === 'lid' || decoded.server === 'hosted.lid' ? this.#byLid : this.#byPhone;
    return accounts.get(decoded.user);
  }
}
