import { Injectable } from '@nestjs/common';

/** A simulated phone of the sandbox. */
export interface SandboxPhone {
  phoneNumber: string;
  /** @throws when no client shows this QR code any more */
  scan(qrText: string): Promise<void>;
}

/** The phones of the simulator that the sandbox started in this process, if it did. */
@Injectable()
export class SandboxPhones {
  #of: ((phoneNumber: string) => SandboxPhone | undefined) | undefined;

  /** For the start of the sandbox. */
  provide(of: (phoneNumber: string) => SandboxPhone | undefined): void {
    this.#of = of;
  }

  /** Undefined when there is no sandbox, or no such phone in it. */
  of(phoneNumber: string): SandboxPhone | undefined {
    return this.#of?.(phoneNumber);
  }
}
