import type { proto } from 'baileys';
import type { Account, Companion } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import type { AddressingMode } from '../signal/device.ts';
import type { MessageRecord } from './archive.ts';
import type { PhonePower } from './phone-power.ts';
import type { Phones } from './phone.ts';
import { deliverToAll, type ReceiptType, receiptStanza } from './receipt-stanza.ts';
import { textOf } from './text-of.ts';

/** A client's message at one of its recipients. */
export interface Arrival {
  readonly client: Companion;
  readonly record: MessageRecord;
  readonly recipient: Account;
  /** How the client addressed the chat. */
  readonly mode: AddressingMode;
}

/** Writes from one account to another. */
export type Write = (
  from: Account,
  to: Account,
  text: { readonly text: string; readonly mode: AddressingMode },
) => Promise<void>;

/** What the people behind the phones do with what arrives: they let it be delivered, read it, listen to it, answer. */
export class RecipientConduct {
  readonly #platform: Platform;
  readonly #phones: Phones;
  readonly #power: PhonePower;
  readonly #write: Write;

  constructor(platform: Platform, phones: Phones, power: PhonePower, write: Write) {
    this.#platform = platform;
    this.#phones = phones;
    this.#power = power;
    this.#write = write;
  }

  /** A message came to the recipient's phone. When that is off, it waits until it is on. */
  arrived(arrival: Arrival): void {
    const { recipient } = arrival;
    this.#power.whenOn(recipient, () =>
      this.#after(recipient.conduct.deliveryDelayMs, 'delivering', () => this.#receive(arrival)),
    );
  }

  #receive(arrival: Arrival): void {
    const { recipient, record } = arrival;
    const phone = this.#phones.of(recipient);
    const isNew = phone.archive.keep(record);
    if (isNew) {
      phone.receive({
        whatsappId: record.whatsappId,
        from: record.author.account.jid,
        group: record.to.kind === 'group' ? record.to.group.id : undefined,
        message: record.message,
        at: this.#platform.clock.now(),
      });
    }
    if (!this.#isSkipped('skipDelivered', arrival)) this.#send('delivered', arrival);
    if (recipient.conduct.reads === 'automatic') {
      this.#after(recipient.conduct.readDelayMs, 'reading', () => this.#read(arrival, isNew));
    }
  }

  async #read(arrival: Arrival, isNew: boolean): Promise<void> {
    const { record, recipient } = arrival;
    const phone = this.#phones.of(recipient);
    // Somebody may have opened the chat by hand meanwhile: a message is read once.
    if (!phone.hasRead(record.whatsappId) && !this.#isSkipped('skipRead', arrival)) {
      phone.noteRead(record.whatsappId);
      this.#send('read', arrival);
      if (isVoice(record.message)) this.#send('played', arrival);
    }
    if (isNew && record.to.kind === 'person') await this.#answer(arrival);
  }

  async #answer({ recipient, record, mode }: Arrival): Promise<void> {
    const text = textOf(record.message);
    const answer = text === undefined ? undefined : recipient.conduct.autoReply?.(text);
    if (answer !== undefined) await this.#write(recipient, record.author.account, { text: answer, mode });
  }

  #send(type: ReceiptType, { recipient, record, mode }: Arrival): void {
    deliverToAll(
      record.author.account,
      receiptStanza({
        whatsappId: record.whatsappId,
        type,
        by: { account: recipient, deviceId: 0 },
        to: record.to,
        mode,
        atSeconds: this.#platform.nowSeconds(),
      }),
    );
  }

  #isSkipped(kind: 'skipDelivered' | 'skipRead', { client, recipient }: Arrival): boolean {
    const subject = {
      account: client.account.phone,
      device: client.deviceId,
      stanza: 'receipt',
      peer: recipient.phone,
    };
    return this.#platform.faults.take([kind], subject) !== undefined;
  }

  #after(delayMs: number, name: string, task: () => Promise<void> | void): void {
    this.#platform.activity.after(delayMs, name, task);
  }
}

function isVoice(message: proto.IMessage): boolean {
  return message.audioMessage?.ptt === true;
}
