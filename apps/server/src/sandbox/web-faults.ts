import type { OrderSandboxFault, SandboxFault, StandingSandboxFault } from '@recado/contracts';
import type { Account, Fault, WhatsappWebSimulator } from '@recado/whatsapp-web-simulator';

/** What struck at once stands nowhere. */
const done = (fault: SandboxFault): StandingSandboxFault => ({ id: 'done', fault, remaining: 0 });

/** The faults of one number at the simulator of the multi-device protocol, in the sandbox's words. */
export class WebFaults {
  readonly #faults: WhatsappWebSimulator['faults'];
  readonly #account: Account;
  readonly #ordered = new Map<string, SandboxFault>();

  constructor({ faults }: WhatsappWebSimulator, account: Account) {
    this.#faults = faults;
    this.#account = account;
  }

  order({ fault, phoneNumber, times }: OrderSandboxFault): StandingSandboxFault {
    if (fault.kind === 'unlink') {
      for (const deviceId of [...this.#account.companions.keys()]) this.#account.logOut(deviceId);
      return done(fault);
    }
    const match = { account: this.#account.phone };
    if (fault.kind === 'disconnect') {
      // Only what is connected can break; ordered for nobody, it would strike the next login.
      const isConnected = [...this.#account.companions.values()].some((companion) => companion.isConnected);
      if (isConnected) this.#faults.add({ fault: { kind: 'drop' }, match });
      return done(fault);
    }
    const isMessage = { stanza: 'message', peer: phoneNumber };
    const { id } = this.#faults.add({ fault: faultOf(fault), times, match: { ...match, ...isMessage } });
    // News of the message would end the doubt that a lost answer leaves.
    if (fault.kind === 'dropAnswer')
      for (const kind of ['skipDelivered', 'skipRead'] as const)
        this.#faults.add({
          fault: { kind },
          times,
          match: { ...match, stanza: 'receipt', peer: phoneNumber },
        });
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

function faultOf(fault: Exclude<SandboxFault, { kind: 'disconnect' | 'unlink' }>): Fault {
  switch (fault.kind) {
    case 'reject':
      return { kind: 'ackError', code: fault.code };
    case 'delay':
      return { kind: 'lateAck', ms: fault.seconds * 1_000 };
    case 'dropAnswer':
      return { kind: 'drop', moment: 'acceptedMessage' };
  }
}
