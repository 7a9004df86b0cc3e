import type { Account, AccountInput } from './accounts/account.ts';
import type { Faults } from './faults/fault-rules.ts';
import type { Ledger } from './ledger.ts';
import type { Endpoint, Platform } from './platform.ts';

/** A running simulator. */
export class WhatsappWebSimulator {
  readonly #platform: Platform;
  readonly #close: () => Promise<void>;

  constructor(platform: Platform, close: () => Promise<void>) {
    this.#platform = platform;
    this.#close = close;
  }

  /** How a client reaches the simulator. */
  get endpoint(): Readonly<Endpoint> {
    return this.#platform.endpoint;
  }

  /** Orders for what shall go wrong. */
  get faults(): Faults {
    return this.#platform.faults;
  }

  /** What clients sent, decrypted. */
  get ledger(): Ledger {
    return this.#platform.ledger;
  }

  /** Adds somebody's WhatsApp account with its phone. Throws when the number is taken. */
  addAccount(input: AccountInput): Account {
    return this.#platform.accounts.add(input);
  }

  accounts(): readonly Account[] {
    return this.#platform.accounts.list();
  }

  /** By a phone number in any notation. */
  account(phoneNumber: string): Account | undefined {
    return this.#platform.accounts.byPhone(phoneNumber);
  }

  /** Resolves once nothing is under way: no receipt is due, no reply is being written. */
  async idle(): Promise<void> {
    await this.#platform.activity.idle();
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#close();
  }
}
