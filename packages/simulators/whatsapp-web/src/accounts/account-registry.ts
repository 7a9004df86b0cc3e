import { jidDecode } from 'baileys';
import type { Account, AccountIdentity, AccountInput } from './account.ts';

const FIRST_LID = 100_000_000_000_001;

/** Every account there is, found by number, LID or jid. */
export class AccountRegistry {
  readonly #byPhone = new Map<string, Account>();
  readonly #byLid = new Map<string, Account>();

  /** What a new account is known by. Throws when its number or LID is taken, or no number at all. */
  identify({ phoneNumber, lid }: AccountInput): AccountIdentity {
    const phone = phoneNumber.replace(/\D/g, '');
    if (phone === '') throw new RangeError(`"${phoneNumber}" is no phone number`);
    if (this.#byPhone.has(phone)) throw new RangeError(`There is an account for +${phone} already`);
    const lidUser = lid?.replace(/@lid$/, '') ?? String(FIRST_LID + this.#byPhone.size);
    if (this.#byLid.has(lidUser)) throw new RangeError(`There is an account with the LID ${lidUser} already`);
    return { phone, lidUser };
  }

  add(account: Account): void {
    this.#byPhone.set(account.phone, account);
    this.#byLid.set(account.lidUser, account);
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
