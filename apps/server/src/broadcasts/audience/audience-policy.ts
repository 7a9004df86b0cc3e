import type { BroadcastPreview } from '@recado/contracts';
import { phoneNumberOf } from './phone-number-policy.ts';

/** Somebody as an audience names them. */
export interface AudienceLine {
  /** Line of the CSV, or place in the list. */
  line: number;
  phoneNumber: string;
  variables: Record<string, string | number | boolean>;
}

/** Somebody who will be written to. */
export interface ListedRecipient {
  /** E.164. */
  phoneNumber: string;
  variables: AudienceLine['variables'];
}

export type Dropped = BroadcastPreview['dropped'];

const MOST_SHOWN = 100;

/** Takes lines one by one; keeps the first of each number, and what was left out. */
export class Audience {
  readonly #recipients = new Map<string, ListedRecipient>();
  readonly #dropped: Dropped = { invalidNumbers: 0, duplicates: 0, lines: [] };

  add({ line, phoneNumber: given, variables }: AudienceLine): void {
    const phoneNumber = phoneNumberOf(given);
    if (phoneNumber === undefined) {
      this.#dropped.invalidNumbers += 1;
      this.#show({ line, phoneNumber: given.slice(0, 40), reason: 'invalid_number' });
    } else if (this.#recipients.has(phoneNumber)) {
      this.#dropped.duplicates += 1;
      this.#show({ line, phoneNumber: given.slice(0, 40), reason: 'duplicate' });
    } else this.#recipients.set(phoneNumber, { phoneNumber, variables });
  }

  get recipients(): ListedRecipient[] {
    return [...this.#recipients.values()];
  }

  get dropped(): Dropped {
    return this.#dropped;
  }

  #show(line: Dropped['lines'][number]): void {
    if (this.#dropped.lines.length < MOST_SHOWN) this.#dropped.lines.push(line);
  }
}
