import type { LedgerEntry } from '../ledger.ts';
import type { CustomerConduct } from './customer-conduct.ts';
import type { CustomerIdentity, CustomerState, Received, SentByCustomer } from './customer-state.ts';
import { chatOf, type ShownMessage } from './chat.ts';
import type { InboundFile, InboundMessage } from './inbound-message.ts';
import type { ReadTemplate, ShownChoice } from './shown-content.ts';

/** One line of the conversation on the customer's telephone. */
export type ConversationLine =
  | { readonly from: 'business'; readonly at: number; readonly entry: LedgerEntry; readonly isRead: boolean }
  | { readonly from: 'customer'; readonly at: number; readonly sent: SentByCustomer };

/** A simulated customer's telephone, with the chat with one business number. */
export class Customer {
  readonly #state: CustomerState;
  readonly #conduct: CustomerConduct;
  readonly #readTemplate: ReadTemplate;
  #taken = 0;

  constructor(state: CustomerState, conduct: CustomerConduct, readTemplate: ReadTemplate) {
    this.#state = state;
    this.#conduct = conduct;
    this.#readTemplate = readTemplate;
  }

  /** The `wa_id`, or the user id of a customer without a number: what faults and the ledger call it. */
  get key(): string {
    return this.#state.key;
  }

  get identity(): CustomerIdentity {
    return this.#state.identity;
  }

  /** Whether the telephone is on. */
  get isOnline(): boolean {
    return this.#state.isOnline;
  }

  /** Whether the customer reads what it gets, when that was said of it. */
  get reads(): boolean | undefined {
    return this.#state.reads;
  }

  /** Whether the customer answers by itself. */
  get repliesByItself(): boolean {
    return this.#state.autoReply !== undefined;
  }

  /** Sends a text. */
  sendText(body: string, options: { replyTo?: string; isForwarded?: boolean } = {}): SentByCustomer {
    return this.send({ type: 'text', text: { body }, ...options });
  }

  /** Sends a file as a message of this type. */
  sendFile(type: 'image' | 'video' | 'audio' | 'document' | 'sticker', file: InboundFile): SentByCustomer {
    return this.send({ type, file });
  }

  /** Sends any message; gives its wamid and what stands in the webhook. */
  send(message: InboundMessage): SentByCustomer {
    return this.#conduct.write(this.#state, message);
  }

  /** Sends a text that quotes a received message. */
  reply(to: LedgerEntry, body: string): SentByCustomer {
    return this.sendText(body, { replyTo: to.wamid });
  }

  /** Reacts to a message; an empty emoji takes the reaction back. */
  react(wamid: string, emoji: string): SentByCustomer {
    return this.send({ type: 'reaction', reaction: { message_id: wamid, emoji } });
  }

  /** Taps a reply button of an interactive message. */
  tapButton(to: LedgerEntry, button: { id: string; title: string }): SentByCustomer {
    return this.send({
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: button },
      replyTo: to.wamid,
    });
  }

  /** Chooses a row of a list. */
  chooseRow(to: LedgerEntry, row: { id: string; title: string; description?: string }): SentByCustomer {
    return this.send({
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: row },
      replyTo: to.wamid,
    });
  }

  /** Taps what a message offers under this id: a button, a row of a list. A RangeError when it offers nothing so. */
  choose(wamid: string, choiceId: string): SentByCustomer {
    const { entry } = this.#find(wamid);
    const shown = this.chat().find(({ id }) => id === wamid);
    const choice = shown?.choices?.find(({ id }) => id === choiceId);
    if (!choice) throw new RangeError(`The message ${wamid} offers no "${choiceId}"`);
    return this.#tap(entry, choice);
  }

  /** Taps a quick-reply button of a template. */
  tapQuickReply(to: LedgerEntry, button: { payload: string; text: string }): SentByCustomer {
    return this.send({ type: 'button', button, replyTo: to.wamid });
  }

  /** The messages that have arrived, oldest first. */
  received(): readonly LedgerEntry[] {
    return this.#state.received.map((received) => received.entry);
  }

  /** The next message that arrives and was not given by an earlier call. */
  async next(): Promise<LedgerEntry> {
    const index = this.#taken;
    this.#taken += 1;
    for (;;) {
      const arrived = this.#state.received[index];
      if (arrived) return arrived.entry;
      await new Promise<LedgerEntry>((resolve) => this.#state.listeners.push(resolve));
    }
  }

  /** Reads everything that is unread. */
  readAll(): void {
    for (const received of this.#state.received) this.#conduct.read(received);
  }

  /** Reads one message; a RangeError when it has not arrived. */
  read(wamid: string): void {
    this.#conduct.read(this.#find(wamid));
  }

  /** Listens to a voice message; a RangeError when it has not arrived. */
  play(wamid: string): void {
    this.#conduct.play(this.#find(wamid));
  }

  /** Switches the telephone off: messages stay at `sent`. */
  goOffline(): void {
    this.#state.isOnline = false;
  }

  /** Switches the telephone on: what waited arrives. */
  goOnline(): void {
    this.#state.isOnline = true;
    for (const task of this.#state.awaitingReachability.splice(0)) task();
  }

  /** Whether the business's typing bubble shows at `now`. */
  seesTyping(now: number): boolean {
    return (this.#state.businessTypesUntil ?? 0) > now;
  }

  /** What the customer has sent, with whether the business marked it as read. */
  sent(): readonly SentByCustomer[] {
    return this.#state.sent;
  }

  /** The chat as the telephone shows it, oldest first. */
  chat(): ShownMessage[] {
    return chatOf(this.#state, this.#readTemplate);
  }

  /** Both sides of the chat, oldest first. */
  conversation(): ConversationLine[] {
    const lines: ConversationLine[] = [
      ...this.#state.received.map(({ entry, isRead }): ConversationLine => ({
        from: 'business',
        at: entry.acceptedAt,
        entry,
        isRead,
      })),
      ...this.#state.sent.map((sent): ConversationLine => ({ from: 'customer', at: sent.at, sent })),
    ];
    return lines.sort((a, b) => a.at - b.at);
  }

  #tap(to: LedgerEntry, { kind, id, title }: ShownChoice): SentByCustomer {
    switch (kind) {
      case 'button':
        return this.tapButton(to, { id, title });
      case 'row':
        return this.chooseRow(to, { id, title });
      case 'quickReply':
        return this.tapQuickReply(to, { payload: id, text: title });
    }
  }

  #find(wamid: string): Received {
    const received = this.#state.received.find(({ entry }) => entry.wamid === wamid);
    if (!received) throw new RangeError(`No message ${wamid} has arrived`);
    return received;
  }
}
