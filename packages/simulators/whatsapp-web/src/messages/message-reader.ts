import type { proto } from 'baileys';
import type { Account } from '../accounts/account.ts';
import type { Group } from '../groups/group.ts';
import type { Platform } from '../platform.ts';
import { type Device, deviceOf, signalAddress } from '../signal/device.ts';
import { bytesOf, type Stanza } from '../stream/stanza.ts';
import { copiesOf, type MessageCopy } from './message-copies.ts';
import type { Phone, Phones } from './phone.ts';

/** What became of a client's message at each device it is for. */
export interface Reading {
  /** The message, when any phone could read it. */
  readonly message: proto.IMessage | undefined;
  /** Whose phones read it; the sender's own phone is not among them. */
  readonly readers: ReadonlySet<Account>;
  /** Whose phones could not. */
  readonly baffled: ReadonlySet<Account>;
  /** What is for clients, who read it themselves. */
  readonly forClients: readonly { readonly device: Device; readonly enc: Stanza }[];
  /** What all members of the group read with the sender's key. */
  readonly forGroup: Stanza | undefined;
}

/** Reads what clients send, at the phones of all recipients, with their keys. */
export class MessageReader {
  readonly #platform: Platform;
  readonly #phones: Phones;

  constructor(platform: Platform, phones: Phones) {
    this.#platform = platform;
    this.#phones = phones;
  }

  /** Reads a `<message>` of a client; `group` when it is for one. */
  async read(sender: Device, stanza: Stanza, group: Group | undefined): Promise<Reading> {
    const copies = copiesOf(stanza);
    const reading = new ReadingInProgress(sender.account);
    for (const copy of copies.direct) await this.#readCopy({ sender, copy, reading });
    if (copies.group && group) await this.#readGroup({ sender, group, enc: copies.group, reading });
    return reading.result(copies.group);
  }

  async #readCopy(at: { sender: Device; copy: MessageCopy; reading: ReadingInProgress }): Promise<void> {
    const { sender, copy, reading } = at;
    const device = deviceOf(this.#platform.accounts, copy.jid);
    if (!device) {
      this.#platform.log(`A message for ${copy.jid}, who has no account`);
      return;
    }
    if (device.deviceId !== 0) {
      reading.forClients.push({ device, enc: copy.enc });
      return;
    }
    if (this.#isSpoiled(sender, device.account)) {
      reading.baffled.add(device.account);
      return;
    }
    const phone = this.#phones.of(device.account);
    await this.#attempt(phone, reading, () => openDirect(phone, sender, copy.enc));
  }

  async #readGroup(at: {
    sender: Device;
    group: Group;
    enc: Stanza;
    reading: ReadingInProgress;
  }): Promise<void> {
    const { sender, group, enc, reading } = at;
    for (const member of group.members.keys()) {
      if (reading.baffled.has(member)) continue;
      const phone = this.#phones.of(member);
      if (this.#isSpoiled(sender, member, group)) reading.baffled.add(member);
      else {
        await this.#attempt(phone, reading, () =>
          phone.signal.decryptFromGroup(group.id, signalAddress(sender), bytesOf(enc)),
        );
      }
    }
  }

  async #attempt(
    phone: Phone,
    reading: ReadingInProgress,
    open: () => Promise<proto.IMessage | undefined>,
  ): Promise<void> {
    try {
      const message = await open();
      if (message) reading.readBy(phone.account, message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#platform.log(`+${phone.account.phone} cannot read a message of ${reading.author}: ${reason}`);
      reading.baffled.add(phone.account);
    }
  }

  /** Whether a fault keeps this recipient's phone from reading; the sender's own phone reads always. */
  #isSpoiled(sender: Device, recipient: Account, group?: Group): boolean {
    if (recipient === sender.account) return false;
    const peers = group ? [group.id, recipient.phone] : [recipient.phone];
    return peers.some((peer) =>
      this.#platform.faults.take(['retryReceipt'], {
        account: sender.account.phone,
        device: sender.deviceId,
        stanza: 'message',
        peer,
      }),
    );
  }
}

/** Decrypts the copy for one phone, and keeps the sender key in it. Undefined when there was nothing else in it. */
async function openDirect(phone: Phone, sender: Device, enc: Stanza): Promise<proto.IMessage | undefined> {
  const address = signalAddress(sender);
  const type = enc.attrs['type'] === 'pkmsg' ? 'pkmsg' : 'msg';
  const opened = await phone.signal.decrypt(address, type, bytesOf(enc));
  const { senderKeyDistributionMessage: senderKey } = opened;
  if (senderKey) await phone.signal.keepSenderKey(address, senderKey);
  const message = opened.deviceSentMessage?.message ?? opened;
  return hasContent(message) ? message : undefined;
}

/** Whether there is more in a message than keys and context. */
function hasContent(message: proto.IMessage): boolean {
  const besides = new Set(['senderKeyDistributionMessage', 'messageContextInfo']);
  return Object.entries(message).some(
    ([field, value]) => !besides.has(field) && value !== null && value !== undefined,
  );
}

class ReadingInProgress {
  readonly author: string;
  readonly baffled = new Set<Account>();
  readonly forClients: { device: Device; enc: Stanza }[] = [];
  readonly #sender: Account;
  readonly #readers = new Set<Account>();
  #message: proto.IMessage | undefined;

  constructor(sender: Account) {
    this.#sender = sender;
    this.author = `+${sender.phone}`;
  }

  readBy(account: Account, message: proto.IMessage): void {
    if (account !== this.#sender) this.#readers.add(account);
    // The recipient's copy counts: the one for the sender's own phone says the same in other words.
    if (account !== this.#sender || !this.#message) this.#message = message;
  }

  result(forGroup: Stanza | undefined): Reading {
    return {
      message: this.#message,
      readers: this.#readers,
      baffled: this.baffled,
      forClients: this.forClients,
      forGroup,
    };
  }
}
