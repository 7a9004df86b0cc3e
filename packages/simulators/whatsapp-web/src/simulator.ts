import type { AccountInput } from './accounts/account.ts';
import type { Faults } from './faults/fault-rules.ts';
import type { Ledger } from './ledger.ts';
import type { Endpoint, Platform } from './platform.ts';
import { SimulatedAccount, type Surroundings } from './simulated-account.ts';

/** A running simulator. */
export class WhatsappWebSimulator {
  readonly #platform: Platform;
  readonly #surroundings: Surroundings;
  readonly #close: () => Promise<void>;
  readonly #accounts = new Map<string, SimulatedAccount>();

  constructor(platform: Platform, surroundings: Surroundings, close: () => Promise<void>) {
    this.#platform = platform;
    this.#surroundings = surroundings;
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
  addAccount(input: AccountInput): SimulatedAccount {
    const identity = this.#platform.accounts.identify(input);
    const account = new SimulatedAccount(this.#surroundings, { ...input, ...identity });
    this.#platform.accounts.add(account);
    this.#accounts.set(account.phone, account);
    return account;
  }

  accounts(): readonly SimulatedAccount[] {
    return [...this.#accounts.values()];
  }

  /** By a phone number in any notation. */
  account(phoneNumber: string): SimulatedAccount | undefined {
    return this.#accounts.get(phoneNumber.replace(/\D/g, ''));
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
