import type { CustomerPhone } from './sandbox-numbers.ts';

/** The phones of a number's customers, each made when it is first asked for. */
export class CustomerPhones {
  readonly #make: (phoneNumber: string) => CustomerPhone;
  readonly #phones = new Map<string, CustomerPhone>();

  constructor(make: (phoneNumber: string) => CustomerPhone) {
    this.#make = make;
  }

  list(): CustomerPhone[] {
    return [...this.#phones.values()];
  }

  of(phoneNumber: string): CustomerPhone {
    const known = this.#phones.get(phoneNumber);
    if (known !== undefined) return known;
    const phone = this.#make(phoneNumber);
    this.#phones.set(phoneNumber, phone);
    return phone;
  }
}
