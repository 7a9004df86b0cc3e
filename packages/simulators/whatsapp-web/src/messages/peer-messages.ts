import type { proto } from 'baileys';
import type { Companion } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import { stanza } from '../stream/stanza.ts';
import type { Phones } from './phone.ts';
import { encStanza, type Sealer } from './sealer.ts';
import { newWhatsappId } from './whatsapp-id.ts';

/** What a phone says to its own clients that is no message to anybody: keys, history, answers to requests. */
export class PeerMessages {
  readonly #platform: Platform;
  readonly #phones: Phones;
  readonly #sealer: Sealer;

  constructor(platform: Platform, phones: Phones, sealer: Sealer) {
    this.#platform = platform;
    this.#phones = phones;
    this.#sealer = sealer;
  }

  /** Sends it encrypted, and with no chat: a client trusts such messages only from its own account. */
  async send(client: Companion, protocolMessage: proto.Message.IProtocolMessage): Promise<void> {
    const phone = this.#phones.of(client.account);
    await phone.inOrder(async () => {
      const sealed = await this.#sealer.seal(phone, client, { protocolMessage });
      client.deliver(
        stanza(
          'message',
          {
            id: newWhatsappId(),
            from: client.account.jid,
            type: 'text',
            category: 'peer',
            t: this.#platform.nowSeconds(),
          },
          [encStanza(sealed)],
        ),
      );
    });
  }
}
