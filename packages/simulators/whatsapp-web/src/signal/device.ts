import { jidDecode, jidEncode } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { AccountRegistry } from '../accounts/account-registry.ts';

/** A device of an account: 0 is the phone, the others are companions. */
export interface Device {
  readonly account: Account;
  readonly deviceId: number;
}

/** The two ways in which WhatsApp addresses a person: by phone number, or by the number's hidden twin. */
export type AddressingMode = 'pn' | 'lid';

/** The name of a device in Signal stores. It does not change with the way a message is addressed. */
export function signalAddress(device: Device): string {
  return jidEncode(device.account.lidUser, 'lid', device.deviceId);
}

/** The device behind a jid; undefined when there is no such account. */
export function deviceOf(accounts: AccountRegistry, jid: string): Device | undefined {
  const account = accounts.byJid(jid);
  return account && { account, deviceId: jidDecode(jid)?.device ?? 0 };
}

/** How a device is named in stanzas. */
export function deviceJid({ account, deviceId }: Device, mode: AddressingMode): string {
  return mode === 'lid'
    ? jidEncode(account.lidUser, 'lid', deviceId)
    : jidEncode(account.phone, 's.whatsapp.net', deviceId);
}

/** How a person is named in stanzas. */
export function personJid(account: Account, mode: AddressingMode): string {
  return mode === 'lid' ? account.lid : account.jid;
}

/** How a jid addresses people. */
export function modeOf(jid: string): AddressingMode {
  return jid.endsWith('@lid') ? 'lid' : 'pn';
}
