/** The customer who is there from the start, at both simulators. */
export const FIRST_CUSTOMER = '+5511900000001';

/** What customers answer by themselves. */
export const AUTOMATIC_ANSWER = 'Recebido! (a reply of the simulated customer)';

/** The name of a customer until somebody gives it another one. */
export const nameOf = (phoneNumber: string): string => `Customer ${phoneNumber.slice(-2)}`;

/** Which choices were tapped, message by message: a telephone shows it, the protocols do not say it again. */
export class ChosenChoices {
  readonly #chosen = new Map<string, ReadonlySet<string>>();

  choose(messageId: string, choices: readonly string[]): void {
    this.#chosen.set(messageId, new Set(choices));
  }

  has(messageId: string, choice: string): boolean {
    return this.#chosen.get(messageId)?.has(choice) ?? false;
  }
}
