import type { Account } from '../accounts/account.ts';
import { SignalDevice } from '../signal/signal-device.ts';
import { MessageArchive } from './archive.ts';
import type { ReceiptRecord, ReceivedMessage } from './messaging.ts';

const MOST_RECEIVED = 20_000;

/** The phone of an account: its keys, what it keeps, and what it saw. */
export class Phone {
  readonly account: Account;
  readonly signal: SignalDevice;
  readonly archive = new MessageArchive();
  #received: ReceivedMessage[] = [];
  /** Receipts that came for the messages of this account, by message. */
  readonly #receipts = new Map<string, ReceiptRecord[]>();
  /** Messages that were read here. */
  readonly #read = new Set<string>();
  /** Per group, the devices that have this phone's sender key. */
  readonly #senderKeyHolders = new Map<string, Set<string>>();
  #lastTask: Promise<unknown> = Promise.resolve();

  constructor(account: Account) {
    this.account = account;
    this.signal = new SignalDevice(account.identity, account.registrationId);
  }

  /** Runs what the phone does one after the other, so that messages leave in the order in which they were written. */
  inOrder<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#lastTask.then(task, task);
    this.#lastTask = result.catch(() => undefined);
    return result;
  }

  /** Notes that a device gets this phone's sender key; false when it has it already. */
  handOutSenderKey(groupId: string, address: string): boolean {
    const holders = this.#senderKeyHolders.get(groupId) ?? new Set();
    this.#senderKeyHolders.set(groupId, holders);
    if (holders.has(address)) return false;
    holders.add(address);
    return true;
  }

  /** The messages that arrived, oldest first; of very many only the last ones. */
  get received(): readonly ReceivedMessage[] {
    return this.#received;
  }

  /** A message arrived. */
  receive(message: ReceivedMessage): void {
    this.#received.push(message);
    if (this.#received.length > MOST_RECEIVED) this.#received = this.#received.slice(-MOST_RECEIVED / 2);
  }

  /** A message was read here. */
  noteRead(whatsappId: string): void {
    this.#read.add(whatsappId);
  }

  hasRead(whatsappId: string): boolean {
    return this.#read.has(whatsappId);
  }

  receiptsFor(whatsappId: string): readonly ReceiptRecord[] {
    return this.#receipts.get(whatsappId) ?? [];
  }

  /** Notes a receipt for a message of this account. */
  noteReceipt(whatsappId: string, receipt: ReceiptRecord): void {
    const known = this.#receipts.get(whatsappId);
    if (known) known.push(receipt);
    else this.#receipts.set(whatsappId, [receipt]);
  }
}

/** The phones of all accounts, each made when it is first needed. */
export class Phones {
  readonly #phones = new Map<Account, Phone>();

  of(account: Account): Phone {
    const known = this.#phones.get(account);
    if (known) return known;
    const phone = new Phone(account);
    this.#phones.set(account, phone);
    return phone;
  }
}
