import type { proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Group } from '../groups/group.ts';
import type { Device } from '../signal/device.ts';

/** Where a message was sent: to one person or to a group. */
export type Chat =
  { readonly kind: 'person'; readonly account: Account } | { readonly kind: 'group'; readonly group: Group };

/** A message as the phones of its author and its recipients know it. */
export interface MessageRecord {
  readonly whatsappId: string;
  /** The device that wrote it. */
  readonly author: Device;
  readonly to: Chat;
  readonly message: proto.IMessage;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

const MOST_MESSAGES = 5_000;

/** The messages that a phone keeps, so that it can send them again. The oldest go when there are too many. */
export class MessageArchive {
  readonly #records = new Map<string, MessageRecord>();

  /** Keeps a message; false when it was there already. */
  keep(record: MessageRecord): boolean {
    if (this.#records.has(record.whatsappId)) return false;
    this.#records.set(record.whatsappId, record);
    if (this.#records.size > MOST_MESSAGES) this.#dropOldest();
    return true;
  }

  byId(whatsappId: string): MessageRecord | undefined {
    return this.#records.get(whatsappId);
  }

  /** All that are kept, oldest first. */
  list(): readonly MessageRecord[] {
    return [...this.#records.values()];
  }

  #dropOldest(): void {
    const [oldest] = this.#records.keys();
    if (oldest !== undefined) this.#records.delete(oldest);
  }
}
