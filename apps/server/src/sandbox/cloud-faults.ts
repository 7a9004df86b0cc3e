import type { OrderSandboxFault, SandboxFault, StandingSandboxFault } from '@recado/contracts';
import type { Fault, GraphApiSimulator } from '@recado/graph-api-simulator';

/** The faults of one number at the simulated Cloud API, in the sandbox's words. */
export class CloudFaults {
  readonly #faults: GraphApiSimulator['faults'];
  readonly #phoneNumberId: string;
  readonly #ordered = new Map<string, SandboxFault>();

  constructor({ faults }: GraphApiSimulator, phoneNumberId: string) {
    this.#faults = faults;
    this.#phoneNumberId = phoneNumberId;
  }

  /** Undefined for a fault of a connection, which the Cloud API does not hold. */
  order({ fault, phoneNumber, times }: OrderSandboxFault): StandingSandboxFault | undefined {
    const ordered = faultOf(fault);
    if (ordered === undefined) return undefined;
    const to = phoneNumber?.replace(/\D/g, '');
    const match = { phoneNumberId: this.#phoneNumberId, endpoint: 'messages', to };
    const { id } = this.#faults.add({ fault: ordered, times, match });
    // News of the message would end the doubt that a lost answer leaves.
    if (fault.kind === 'dropAnswer')
      for (const kind of ['skipSent', 'skipDelivered', 'skipRead'] as const)
        this.#faults.add({ fault: { kind }, times, match });
    this.#ordered.set(id, fault);
    return { id, fault, remaining: times };
  }

  list(): StandingSandboxFault[] {
    return this.#faults.list().flatMap(({ id, remaining }) => {
      const fault = this.#ordered.get(id);
      return fault === undefined ? [] : [{ id, fault, remaining }];
    });
  }

  cancel(id: string): boolean {
    return this.#ordered.delete(id) && this.#faults.remove(id);
  }
}

function faultOf(fault: SandboxFault): Fault | undefined {
  switch (fault.kind) {
    case 'reject':
      return { kind: 'error', code: fault.code };
    case 'delay':
      return { kind: 'latency', ms: fault.seconds * 1_000 };
    case 'dropAnswer':
      return { kind: 'acceptThenReset' };
    case 'disconnect':
    case 'unlink':
      return undefined;
  }
}
