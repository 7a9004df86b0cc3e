import type { Accounts, PhoneNumber } from '../accounts.ts';
import type { Agenda } from '../agenda.ts';
import { type Behaviour, drawDelayMs } from '../behaviour.ts';
import { inboundWamid } from '../identifiers.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { StatusReporter } from '../messages/status-reporter.ts';
import type { WebhookOutbox } from '../webhooks/webhook-outbox.ts';
import { contactFields, type CustomerRegistry } from './customer-registry.ts';
import type { CustomerState, Received, SentByCustomer } from './customer-state.ts';
import { inboundItem } from './inbound-item.ts';
import type { InboundMessage } from './inbound-message.ts';

interface ConductWorld {
  readonly accounts: Accounts;
  readonly behaviour: Behaviour;
  readonly agenda: Agenda;
  readonly media: MediaStore;
  readonly outbox: WebhookOutbox;
  readonly customers: CustomerRegistry;
  readonly reporter: StatusReporter;
  /** Address of the simulator, for the addresses of files. */
  readonly url: () => string;
}

/** What customers do: get messages, read them, answer, write on their own. */
export class CustomerConduct {
  readonly #world: ConductWorld;

  constructor(world: ConductWorld) {
    this.#world = world;
  }

  /** The message has arrived; the customer may read it and answer. */
  receive(entry: LedgerEntry, isReadable: boolean): void {
    const { behaviour, agenda, customers, reporter } = this.#world;
    const state = customers.find(entry.phoneNumberId, entry.to);
    if (!state) {
      if (isReadable && behaviour.customersRead && entry.type !== 'reaction') {
        agenda.after(drawDelayMs(behaviour.readDelayMs), () => {
          reporter.report(entry, 'read');
        });
      }
      return;
    }
    const received: Received = { entry, isRead: false };
    state.received.push(received);
    for (const listener of state.listeners.splice(0)) listener(entry);
    // A reaction changes a message that is there already: nothing is left to read.
    if (entry.type === 'reaction') return;
    this.#readAndAnswer(state, received, isReadable);
  }

  /** Marks one received message as read, once. */
  read(received: Received): void {
    if (received.isRead) return;
    received.isRead = true;
    this.#world.reporter.report(received.entry, 'read');
  }

  /** The customer has listened to a voice message. */
  play(received: Received): void {
    this.read(received);
    this.#world.reporter.report(received.entry, 'played');
  }

  /** Sends a message from the customer; it opens the service window. Throws a RangeError when the number is gone. */
  write(state: CustomerState, message: InboundMessage): SentByCustomer {
    const { accounts, agenda, customers, outbox } = this.#world;
    const phoneNumber = accounts.phoneNumbers.get(state.phoneNumberId);
    if (!phoneNumber) throw new RangeError(`No phone number ${state.phoneNumberId}`);
    const sent = this.#compose(state, message, phoneNumber);
    customers.addSent(state, sent);
    // What a blocked customer writes does not reach the business, and opens no window.
    if (phoneNumber.blocked.has(state.key)) return sent;
    if (message.type !== 'system') state.lastWroteAt = agenda.clock.now();
    outbox.enqueue({
      kind: 'messages',
      businessAccountId: phoneNumber.businessAccountId,
      phoneNumberId: phoneNumber.id,
      customerKey: state.key,
      type: message.type,
      status: 'message',
      item: sent.item,
      contact: message.type === 'system' ? undefined : contactFields(state.identity),
    });
    return sent;
  }

  #readAndAnswer(state: CustomerState, received: Received, isReadable: boolean): void {
    const { behaviour, agenda } = this.#world;
    if (!isReadable || !(state.reads ?? (behaviour.customersRead || state.autoReply !== undefined))) return;
    agenda.after(drawDelayMs(behaviour.readDelayMs), () => {
      this.read(received);
      const reply = state.autoReply?.(received.entry);
      if (reply === undefined) return;
      agenda.after(drawDelayMs(behaviour.replyDelayMs), () => {
        this.write(state, typeof reply === 'string' ? { type: 'text', text: { body: reply } } : reply);
      });
    });
  }

  #compose(state: CustomerState, message: InboundMessage, phoneNumber: PhoneNumber): SentByCustomer {
    const at = this.#world.agenda.clock.now();
    const wamid = inboundWamid(state.key);
    const item = inboundItem(message, {
      wamid,
      from: state.identity.waId ?? '',
      fromUserId: state.identity.userId,
      atSeconds: Math.floor(at / 1000),
      businessDigits: phoneNumber.digits,
      file: this.#storeFile(message, phoneNumber),
    });
    return { wamid, at, message, item, isReadByBusiness: false };
  }

  #storeFile(message: InboundMessage, phoneNumber: PhoneNumber) {
    if (!('file' in message)) return undefined;
    const { media: store, url } = this.#world;
    const media = store.add({
      phoneNumberId: phoneNumber.id,
      businessAccountId: phoneNumber.businessAccountId,
      bytes: Buffer.from(message.file.bytes),
      mimeType: message.file.mimeType,
      filename: message.file.filename,
      origin: 'customer',
    });
    return { media, url: url() + store.path(media) };
  }
}
