import type { Account } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { type AddressingMode, personJid } from '../signal/device.ts';
import { stanza } from '../stream/stanza.ts';
import type { Phones } from './phone.ts';
import { deliverToAll, receiptStanza } from './receipt-stanza.ts';
import { chatJid, chatSeenBy } from './web-message.ts';

/** What people read on their phones by hand. */
export class OwnReceipts {
  readonly #platform: Platform;
  readonly #phones: Phones;

  constructor(platform: Platform, phones: Phones) {
    this.#platform = platform;
    this.#phones = phones;
  }

  /** Throws when the reader's phone does not know the message. */
  markRead(reader: Account, whatsappId: string, mode: AddressingMode): void {
    const phone = this.#phones.of(reader);
    const record = phone.archive.byId(whatsappId);
    if (!record) throw new RangeError(`The phone of +${reader.phone} knows no message "${whatsappId}"`);
    phone.noteRead(whatsappId);
    const atSeconds = this.#platform.nowSeconds();
    const by = { account: reader, deviceId: 0 };
    deliverToAll(
      record.author.account,
      receiptStanza({ whatsappId, type: 'read', by, to: record.to, mode, atSeconds }),
    );
    const chat = chatSeenBy(reader, record);
    const where =
      chat.kind === 'group'
        ? { from: chat.group.id, participant: personJid(record.author.account, chat.group.mode) }
        : { from: personJid(reader, mode), recipient: chatJid(chat, mode) };
    deliverToAll(reader, stanza('receipt', { ...where, id: whatsappId, type: 'read-self', t: atSeconds }));
  }
}
