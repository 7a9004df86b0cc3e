import type { Account } from '../accounts/account.ts';

/** What waits until phones are on again. */
export class PhonePower {
  readonly #waiting = new Map<Account, (() => void)[]>();

  /** Runs the task now when the phone is on, else as soon as it is. */
  whenOn(account: Account, task: () => void): void {
    if (account.conduct.isOnline) {
      task();
      return;
    }
    const waiting = this.#waiting.get(account) ?? [];
    this.#waiting.set(account, waiting);
    waiting.push(task);
  }

  /** The phone is on again. */
  switchedOn(account: Account): void {
    const waiting = this.#waiting.get(account) ?? [];
    this.#waiting.delete(account);
    for (const task of waiting) task();
  }
}
