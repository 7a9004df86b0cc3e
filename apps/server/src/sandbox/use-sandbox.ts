import { Injectable } from '@nestjs/common';
import type {
  InstanceId,
  OrderSandboxFault,
  SandboxFaultList,
  SandboxPhone,
  SandboxPhoneList,
  SendFromSandboxPhone,
  StandingSandboxFault,
  UpdateSandboxPhone,
} from '@recado/contracts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import { SandboxNumbers, type CustomerPhone, type SandboxNumber } from './sandbox-numbers.ts';

/** Whose phone it is: a simulated customer's, in the chat with one number of the sandbox. */
export interface PhoneAddress {
  id: InstanceId;
  phoneNumber: string;
}

/** What a person does with the simulated phones and the simulated WhatsApp of a sandbox number. */
@Injectable()
export class UseSandbox {
  constructor(private readonly numbers: SandboxNumbers) {}

  phones(caller: Caller, id: InstanceId): SandboxPhoneList {
    return {
      items: this.#number(caller, id)
        .phones()
        .map((phone) => phone.summary()),
    };
  }

  phone(caller: Caller, address: PhoneAddress): SandboxPhone {
    return presented(this.#phone(caller, address));
  }

  change(caller: Caller, address: PhoneAddress, changes: UpdateSandboxPhone): SandboxPhone {
    const phone = this.#phone(caller, address);
    phone.change(changes);
    return presented(phone);
  }

  /** @throws AppError invalid_request when it is about a message that the phone does not have */
  async send(caller: Caller, address: PhoneAddress, message: SendFromSandboxPhone): Promise<{ id: string }> {
    try {
      return { id: await this.#phone(caller, address).send(message) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw invalidRequest([{ path: [], message: error.message }]);
    }
  }

  read(caller: Caller, address: PhoneAddress): SandboxPhone {
    const phone = this.#phone(caller, address);
    phone.read();
    return presented(phone);
  }

  /** @throws AppError not_found */
  async file(
    caller: Caller,
    address: PhoneAddress,
    messageId: string,
  ): Promise<{ bytes: Buffer; mimeType: string }> {
    const file = await this.#phone(caller, address).file(messageId);
    if (file === undefined) throw notFound('The file');
    return file;
  }

  faults(caller: Caller, id: InstanceId): SandboxFaultList {
    return { items: this.#number(caller, id).faults() };
  }

  /** @throws AppError not_supported_by_channel */
  order(caller: Caller, id: InstanceId, order: OrderSandboxFault): StandingSandboxFault {
    const standing = this.#number(caller, id).order(order);
    if (standing === undefined)
      throw new AppError(
        'not_supported_by_channel',
        'The Cloud API holds no connection that could break: this fault is for a number with a QR code',
      );
    return standing;
  }

  /** @throws AppError not_found */
  cancel(caller: Caller, id: InstanceId, faultId: string): void {
    if (!this.#number(caller, id).cancel(faultId)) throw notFound('The fault');
  }

  #phone(caller: Caller, { id, phoneNumber }: PhoneAddress): CustomerPhone {
    return this.#number(caller, id).phone(phoneNumber);
  }

  /** @throws AppError not_found */
  #number(caller: Caller, id: InstanceId): SandboxNumber {
    const number = mayUseInstance(caller, id) ? this.numbers.of(caller.tenantId, id) : undefined;
    if (number === undefined) throw notSandbox();
    return number;
  }
}

/** The answer for a number that no simulator of this process knows. */
export const notSandbox = (): AppError =>
  new AppError('not_found', 'The instance is none of the sandbox, which has simulated phones');

const MOST_MESSAGES = 200;

const presented = (phone: CustomerPhone): SandboxPhone => ({
  ...phone.summary(),
  messages: phone.chat().slice(-MOST_MESSAGES),
});
