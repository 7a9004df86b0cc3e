import type { proto } from 'baileys';
import type { Companion } from '../accounts/account.ts';
import type { Group } from '../groups/group.ts';
import { signalAddress } from '../signal/device.ts';
import type { PreKeyBundle } from '../signal/key-bundle.ts';
import type { PreKeyDesk } from '../signal/pre-key-desk.ts';
import type { Encrypted } from '../signal/signal-device.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import type { Phone } from './phone.ts';

/** Encrypts what phones write, for each client that shall read it. */
export class Sealer {
  readonly #preKeys: PreKeyDesk;

  constructor(preKeys: PreKeyDesk) {
    this.#preKeys = preKeys;
  }

  /** Encrypts for one client, in a new session when there is none or when `bundle` demands one. */
  async seal(
    phone: Phone,
    client: Companion,
    message: proto.IMessage,
    bundle?: PreKeyBundle,
  ): Promise<Encrypted> {
    const address = signalAddress(client);
    const isOpen = !bundle && (await phone.signal.hasSession(address));
    const keys = isOpen ? undefined : (bundle ?? this.#preKeys.take(client));
    if (keys) await phone.signal.openSession(address, keys);
    return phone.signal.encrypt(address, message);
  }

  /** Encrypts once for a group; each client that lacks the sender key gets it along. */
  async sealForGroup(
    phone: Phone,
    group: Group,
    message: proto.IMessage,
  ): Promise<(client: Companion) => Promise<Encrypted[]>> {
    const own = signalAddress({ account: phone.account, deviceId: 0 });
    const shared = await phone.signal.encryptForGroup(group.id, own, message);
    return async (client) => {
      if (!phone.handOutSenderKey(group.id, signalAddress(client))) return [shared];
      const key = await this.seal(phone, client, { senderKeyDistributionMessage: shared.senderKey });
      return [key, shared];
    };
  }
}

/** `<enc>` around what was encrypted. */
export function encStanza(
  encrypted: Encrypted,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
): Stanza {
  return stanza('enc', { v: 2, type: encrypted.type, ...attributes }, encrypted.ciphertext);
}
