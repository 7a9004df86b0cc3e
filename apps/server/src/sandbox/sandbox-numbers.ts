import { Injectable } from '@nestjs/common';
import type {
  InstanceId,
  OrderSandboxFault,
  SandboxPhone,
  SandboxPhoneSummary,
  SendFromSandboxPhone,
  StandingSandboxFault,
  TenantId,
  UpdateSandboxPhone,
} from '@recado/contracts';

/** A simulated customer's phone, in its chat with one number. */
export interface CustomerPhone {
  summary(): SandboxPhoneSummary;
  /** The chat as the phone shows it. */
  chat(): SandboxPhone['messages'];
  change(changes: UpdateSandboxPhone): void;
  /** Gives the id of the message. @throws RangeError when it is about a message that the phone does not have */
  send(message: SendFromSandboxPhone): Promise<string>;
  /** Opens the chat: everything in it is read. */
  read(): void;
  /** Undefined when the phone has no such file. */
  file(messageId: string): Promise<{ bytes: Buffer; mimeType: string } | undefined>;
}

/** A number of the sandbox, with its side of the simulator. */
export interface SandboxNumber {
  tenantId: TenantId;
  instanceId: InstanceId;
  phoneNumber: string;
  /** Has its phone scan a QR code; undefined for a number without one. @throws when no client shows it any more */
  scan: ((qrText: string) => Promise<void>) | undefined;
  /** Those who were asked for before. */
  phones(): CustomerPhone[];
  /** Made when it is new. */
  phone(phoneNumber: string): CustomerPhone;
  /** Undefined when this channel has no such fault. */
  order(order: OrderSandboxFault): StandingSandboxFault | undefined;
  /** The faults that still wait for a message. */
  faults(): StandingSandboxFault[];
  /** False when there is none with this id. */
  cancel(faultId: string): boolean;
}

/** The numbers of the simulators that the sandbox started in this process, if it did. */
@Injectable()
export class SandboxNumbers {
  readonly #numbers = new Map<InstanceId, SandboxNumber>();

  /** For the start of the sandbox. */
  provide(number: SandboxNumber): void {
    this.#numbers.set(number.instanceId, number);
  }

  /** Undefined when there is no sandbox, or no such number of this tenant in it. */
  of(tenantId: TenantId, instanceId: InstanceId): SandboxNumber | undefined {
    const number = this.#numbers.get(instanceId);
    return number?.tenantId === tenantId ? number : undefined;
  }
}
