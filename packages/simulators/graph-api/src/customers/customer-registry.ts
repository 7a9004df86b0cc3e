import type { Ledger, LedgerEntry } from '../ledger.ts';
import type { WebhookContact } from '../webhooks/webhook-update.ts';
import type { CustomerIdentity, CustomerOptions, CustomerState, SentByCustomer } from './customer-state.ts';

/** The customers of each number. Those nobody asked about take part with the default conduct and are not kept. */
export class CustomerRegistry {
  readonly #ledger: Ledger;
  readonly #states = new Map<string, CustomerState>();
  readonly #inbound = new Map<string, { readonly state: CustomerState; readonly sent: SentByCustomer }>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  find(phoneNumberId: string, key: string): CustomerState | undefined {
    return this.#states.get(`${phoneNumberId}:${key}`);
  }

  /** The customers of one number, or of all. */
  list(phoneNumberId?: string): CustomerState[] {
    return [...new Set(this.#states.values())].filter(
      (state) => phoneNumberId === undefined || state.phoneNumberId === phoneNumberId,
    );
  }

  /** The customer, made when it is new; identity and options that are given replace the ones before. */
  open(phoneNumberId: string, identity: CustomerIdentity, options: CustomerOptions = {}): CustomerState {
    const key = identity.waId ?? identity.userId;
    if (key === undefined) throw new RangeError('A customer has a waId or a userId');
    const ids = [identity.waId, identity.userId].filter((id) => id !== undefined);
    const known = ids.map((id) => this.find(phoneNumberId, id)).find((candidate) => candidate !== undefined);
    const state = known ?? this.#create(phoneNumberId, key);
    // A user with a number and a user id is one customer, whichever the business writes to.
    for (const id of ids) this.#states.set(`${phoneNumberId}:${id}`, state);
    state.identity = { ...state.identity, ...identity };
    if (options.reads !== undefined) state.reads = options.reads;
    if (options.autoReply !== undefined) state.autoReply = options.autoReply ?? undefined;
    if (options.isOnWhatsApp !== undefined) state.isOnWhatsApp = options.isOnWhatsApp;
    return state;
  }

  /** Runs `task` now, or when the customer's telephone is online again. */
  whenReachable(entry: LedgerEntry, task: () => void): void {
    const state = this.find(entry.phoneNumberId, entry.to);
    if (state && !state.isOnline) state.awaitingReachability.push(task);
    else task();
  }

  /** The `contacts` element of a customer that is known. */
  contactOf(phoneNumberId: string, key: string): WebhookContact | undefined {
    const state = this.find(phoneNumberId, key);
    return state && contactFields(state.identity);
  }

  /** Keeps what a customer has sent, so that the business can refer to it. */
  addSent(state: CustomerState, sent: SentByCustomer): void {
    state.sent.push(sent);
    this.#inbound.set(sent.wamid, { state, sent });
  }

  /** The inbound message with this wamid, with who sent it. */
  findSent(wamid: string): { readonly state: CustomerState; readonly sent: SentByCustomer } | undefined {
    return this.#inbound.get(wamid);
  }

  clear(): void {
    this.#states.clear();
    this.#inbound.clear();
  }

  #create(phoneNumberId: string, key: string): CustomerState {
    const arrived = this.#ledger
      .toCustomer(phoneNumberId, key)
      .filter((entry) => entry.events.some((event) => event.status === 'delivered'));
    const state: CustomerState = {
      phoneNumberId,
      key,
      identity: {},
      reads: undefined,
      autoReply: undefined,
      isOnWhatsApp: true,
      isOnline: true,
      lastWroteAt: undefined,
      businessTypesUntil: undefined,
      received: arrived.map((entry) => ({
        entry,
        isRead: entry.events.some((event) => event.status === 'read'),
      })),
      sent: [],
      awaitingReachability: [],
      listeners: [],
    };
    return state;
  }
}

/** A contact as webhooks show it: a user without a number has an empty `wa_id`. */
export function contactFields(identity: CustomerIdentity): WebhookContact {
  return {
    profile: {
      name: identity.name ?? identity.waId ?? identity.username ?? '',
      ...(identity.username !== undefined && { username: identity.username }),
      ...(identity.countryCode !== undefined && { country_code: identity.countryCode }),
    },
    wa_id: identity.waId ?? '',
    ...(identity.userId !== undefined && { user_id: identity.userId }),
  };
}
