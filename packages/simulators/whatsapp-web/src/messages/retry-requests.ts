import type { Account, Companion } from '../accounts/account.ts';
import type { Platform } from '../platform.ts';
import type { AddressingMode } from '../signal/device.ts';
import { preKeyBundleStanzas, registrationStanza } from '../signal/key-bundle.ts';
import { type Stanza, stanza } from '../stream/stanza.ts';
import type { Chat } from './archive.ts';
import type { Phones } from './phone.ts';
import { receiptStanza } from './receipt-stanza.ts';

const MOST_REQUESTS = 5;

interface Request {
  readonly client: Companion;
  readonly whatsappId: string;
  readonly recipient: Account;
  readonly to: Chat;
  readonly mode: AddressingMode;
}

/** The requests of phones to get a client's message again because they could not read it. */
export class RetryRequests {
  readonly #platform: Platform;
  readonly #phones: Phones;
  /** How often each recipient asked, by client and message. */
  readonly #asked = new Map<string, Map<Account, number>>();

  constructor(platform: Platform, phones: Phones) {
    this.#platform = platform;
    this.#phones = phones;
  }

  /** Asks the client for its message again: first with nothing but the number, then with keys for a new session. */
  ask(request: Request): void {
    const key = keyOf(request.client, request.whatsappId);
    const counts = this.#asked.get(key) ?? new Map<Account, number>();
    this.#asked.set(key, counts);
    const count = (counts.get(request.recipient) ?? 0) + 1;
    if (count > MOST_REQUESTS) return;
    counts.set(request.recipient, count);
    const facts = {
      whatsappId: request.whatsappId,
      type: 'retry' as const,
      by: { account: request.recipient, deviceId: 0 },
      to: request.to,
      mode: request.mode,
      atSeconds: this.#platform.nowSeconds(),
    };
    request.client.deliver(receiptStanza(facts, this.#contentOf(request, count)));
  }

  /** The recipient could read the message now. */
  settled(client: Companion, whatsappId: string, recipient: Account): void {
    const counts = this.#asked.get(keyOf(client, whatsappId));
    counts?.delete(recipient);
    if (counts?.size === 0) this.#asked.delete(keyOf(client, whatsappId));
  }

  /** Whether the client was asked for this message, so that a further copy is no repetition of its own. */
  isAwaited(client: Companion, whatsappId: string): boolean {
    return this.#asked.has(keyOf(client, whatsappId));
  }

  #contentOf({ recipient, whatsappId }: Request, count: number): Stanza[] {
    const retry = stanza('retry', {
      count,
      id: whatsappId,
      t: this.#platform.nowSeconds(),
      v: 1,
      error: 0,
    });
    const registration = registrationStanza(recipient.registrationId);
    if (count === 1) return [retry, registration];
    const keys = preKeyBundleStanzas(this.#phones.of(recipient).signal.takeBundle());
    return [retry, registration, stanza('keys', {}, keys)];
  }
}

function keyOf(client: Companion, whatsappId: string): string {
  return `${client.jid} ${whatsappId}`;
}
