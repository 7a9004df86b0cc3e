import type { Recipient } from './recipient.ts';

export type MessageStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/** What became of the webhook that tells of a status. */
export type WebhookState = 'PENDING' | 'DELIVERED' | 'FAILED' | 'LOST' | 'NO_CALLBACK';

/** One status that a message reached. */
export interface StatusEvent {
  readonly status: MessageStatus;
  readonly at: number;
  webhook: WebhookState;
}

/** One message that the simulator accepted. */
export interface LedgerEntry {
  readonly wamid: string;
  readonly phoneNumberId: string;
  /** The recipient's `wa_id`, user id or group id. */
  readonly to: string;
  readonly recipient: Recipient;
  readonly type: string;
  /** The request's body as it was sent. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly bizOpaqueCallbackData: string | undefined;
  readonly acceptedAt: number;
  /** What it is charged as: a template's category in lower case, or `service`. */
  readonly category: string;
  /** Every status so far, oldest first, also those whose webhook was lost. */
  readonly events: StatusEvent[];
}

/** Every accepted message, kept in memory until it is cleared. */
export class Ledger {
  #entries: LedgerEntry[] = [];
  readonly #byWamid = new Map<string, LedgerEntry>();
  readonly #byCallbackData = new Map<string, LedgerEntry[]>();
  readonly #byConversation = new Map<string, LedgerEntry[]>();
  readonly #requestsByEndpoint = new Map<string, number>();

  /** Requests seen, refused ones included; by endpoint in `requestsTo`. */
  requestCount = 0;

  /** Number of accepted messages. */
  get size(): number {
    return this.#entries.length;
  }

  /** Accepted messages, oldest first. */
  entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  byWamid(wamid: string): LedgerEntry | undefined {
    return this.#byWamid.get(wamid);
  }

  /** The messages accepted with this `biz_opaque_callback_data`: more than one means it was sent more than once. */
  byCallbackData(bizOpaqueCallbackData: string): readonly LedgerEntry[] {
    return this.#byCallbackData.get(bizOpaqueCallbackData) ?? [];
  }

  /** Each `biz_opaque_callback_data` that was accepted more than once, with its messages. */
  sentMoreThanOnce(): ReadonlyMap<string, readonly LedgerEntry[]> {
    return new Map([...this.#byCallbackData].filter(([, entries]) => entries.length > 1));
  }

  /** The messages from one number to one customer, oldest first. */
  toCustomer(phoneNumberId: string, to: string): readonly LedgerEntry[] {
    return this.#byConversation.get(`${phoneNumberId}:${to}`) ?? [];
  }

  /** Requests seen at one endpoint, such as `messages` or `media`. */
  requestsTo(endpoint: string): number {
    return this.#requestsByEndpoint.get(endpoint) ?? 0;
  }

  countRequest(endpoint: string): void {
    this.requestCount += 1;
    this.#requestsByEndpoint.set(endpoint, this.requestsTo(endpoint) + 1);
  }

  record(entry: LedgerEntry): void {
    this.#entries.push(entry);
    this.#byWamid.set(entry.wamid, entry);
    append(this.#byConversation, `${entry.phoneNumberId}:${entry.to}`, entry);
    if (entry.bizOpaqueCallbackData !== undefined)
      append(this.#byCallbackData, entry.bizOpaqueCallbackData, entry);
  }

  clear(): void {
    this.#entries = [];
    this.#byWamid.clear();
    this.#byCallbackData.clear();
    this.#byConversation.clear();
    this.#requestsByEndpoint.clear();
    this.requestCount = 0;
  }
}

function append(index: Map<string, LedgerEntry[]>, key: string, entry: LedgerEntry): void {
  const known = index.get(key);
  if (known) known.push(entry);
  else index.set(key, [entry]);
}
