import type { Account, Companion } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { deviceJid, personJid } from '../signal/device.ts';
import { stanza } from '../stream/stanza.ts';
import type { Phones } from './phone.ts';
import { deliverToAll } from './receipt-stanza.ts';
import { chatSeenBy } from './web-message.ts';
import { newWhatsappId } from './whatsapp-id.ts';

/** Tells clients that somebody has a new device: they keep lists of devices and would write past it. */
export class DeviceNotices {
  readonly #platform: Platform;
  readonly #phones: Phones;

  constructor(platform: Platform, phones: Phones) {
    this.#platform = platform;
    this.#phones = phones;
  }

  /** Tells the other clients of the account, and those of everybody with whom it wrote. */
  announce(added: Companion): void {
    for (const hearer of this.#hearers(added.account)) {
      for (const mode of ['pn', 'lid'] as const) {
        const device = stanza('device', { jid: deviceJid(added, mode), 'key-index': added.keyIndex });
        deliverToAll(
          hearer,
          stanza(
            'notification',
            {
              id: newWhatsappId(),
              from: personJid(added.account, mode),
              type: 'devices',
              t: this.#platform.nowSeconds(),
            },
            [stanza('add', {}, [device])],
          ),
        );
      }
    }
  }

  #hearers(account: Account): Set<Account> {
    const hearers = new Set(account.companions.size > 1 ? [account] : []);
    for (const record of this.#phones.of(account).archive.list()) {
      const chat = chatSeenBy(account, record);
      const others = chat.kind === 'group' ? chat.group.members.keys() : [chat.account];
      for (const other of others) if (other !== account) hearers.add(other);
    }
    return hearers;
  }
}
