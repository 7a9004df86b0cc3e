import type { Account, Session } from '../accounts/account.ts';
import type { MediaRetry } from '../media/media-retry.ts';
import type { Platform } from '../platform.ts';
import { deviceOf, modeOf } from '../signal/device.ts';
import { preKeyBundleOfRetry } from '../signal/key-bundle.ts';
import { childOf, childrenOf, type Stanza, stanza } from '../stream/stanza.ts';
import type { ReceiptRecord } from './messaging.ts';
import type { PhoneMessages } from './phone-messages.ts';
import type { Phones } from './phone.ts';

interface Parts {
  readonly platform: Platform;
  readonly phones: Phones;
  readonly phoneMessages: PhoneMessages;
  readonly mediaRetry: MediaRetry;
}

const KNOWN_TYPES: Readonly<Record<string, ReceiptRecord['type']>> = {
  read: 'read',
  'read-self': 'read-self',
  played: 'played',
  retry: 'retry',
  sender: 'sender',
  peer_msg: 'peer_msg',
  hist_sync: 'hist_sync',
  // Delivered to a client that is not in use at the moment.
  inactive: 'delivered',
  delivered: 'delivered',
};

/** What clients say about messages that they got. */
export class ClientReceipts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes a `<receipt>` of a client. */
  async accept(session: Session, receipt: Stanza): Promise<void> {
    if (receipt.attrs['type'] === 'server-error') {
      this.#parts.mediaRetry.answer(session, receipt);
      return;
    }
    const type = KNOWN_TYPES[receipt.attrs['type'] ?? 'delivered'];
    const author = deviceOf(this.#parts.platform.accounts, authorJidOf(receipt));
    if (!type || !author) return;
    const note = { type, by: session.companion.jid, at: this.#parts.platform.clock.now() };
    for (const id of idsOf(receipt)) this.#parts.phones.of(author.account).noteReceipt(id, note);
    if (type === 'retry' && author.deviceId === 0) await this.#sendAgain(session, receipt);
    else this.#forward(session, receipt, author.account);
  }

  async #sendAgain({ companion }: Session, receipt: Stanza): Promise<void> {
    const { platform, phones, phoneMessages } = this.#parts;
    const author = deviceOf(platform.accounts, authorJidOf(receipt));
    const record = author && phones.of(author.account).archive.byId(receipt.attrs['id'] ?? '');
    if (!record) {
      platform.log(
        `${companion.jid} asks again for a message that nobody knows: ${receipt.attrs['id'] ?? ''}`,
      );
      return;
    }
    const count = Number(childOf(receipt, 'retry')?.attrs['count'] ?? 1);
    const bundle = preKeyBundleOfRetry(receipt);
    const mode = modeOf(receipt.attrs['to'] ?? '');
    await phones
      .of(record.author.account)
      .inOrder(() => phoneMessages.bringAgain(record, companion, { mode, count, bundle }));
  }

  /** The author's own clients hear of it too: that is how a client learns that another client read. */
  #forward({ companion }: Session, receipt: Stanza, author: Account): void {
    const { id, to = '', type, participant } = receipt.attrs;
    if (author === companion.account || type === 'inactive') return;
    const isGroup = participant !== undefined;
    const own = modeOf(participant ?? to) === 'lid' ? companion.account.lid : companion.account.jid;
    const from = isGroup ? { from: to, participant: own } : { from: own };
    const attributes = { ...from, id, type, t: this.#parts.platform.nowSeconds() };
    const content = Array.isArray(receipt.content) ? receipt.content : undefined;
    for (const client of author.companions.values()) {
      client.deliver(stanza('receipt', attributes, content));
    }
  }
}

function authorJidOf(receipt: Stanza): string {
  return receipt.attrs['participant'] ?? receipt.attrs['to'] ?? '';
}

/** All messages that a receipt is about. */
function idsOf(receipt: Stanza): string[] {
  const further = childrenOf(childOf(receipt, 'list'), 'item').map(({ attrs }) => attrs['id'] ?? '');
  return [receipt.attrs['id'] ?? '', ...further];
}
