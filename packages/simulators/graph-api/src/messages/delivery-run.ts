import type { Agenda } from '../agenda.ts';
import { type Behaviour, drawDelayMs } from '../behaviour.ts';
import type { CustomerConduct } from '../customers/customer-conduct.ts';
import type { CustomerRegistry } from '../customers/customer-registry.ts';
import { webhookError } from '../graph-error.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { StatusReporter } from './status-reporter.ts';

/** A reason for which an accepted message does not arrive. */
export interface Failure {
  readonly code: number;
  readonly details?: string | undefined;
  /** How far it gets first. */
  readonly after: 'accepted' | 'sent' | 'delivered';
}

/** What becomes of one accepted message. */
export interface DeliveryPlan {
  readonly entry: LedgerEntry;
  readonly failure: Failure | undefined;
  /** Statuses of which the business is not told. */
  readonly skips: ReadonlySet<'sent' | 'delivered' | 'read'>;
}

interface DeliveryWorld {
  readonly behaviour: Behaviour;
  readonly agenda: Agenda;
  readonly customers: CustomerRegistry;
  readonly conduct: CustomerConduct;
  readonly reporter: StatusReporter;
}

/** Takes accepted messages to the customer's telephone, or to their failure. */
export class DeliveryRun {
  readonly #world: DeliveryWorld;

  constructor(world: DeliveryWorld) {
    this.#world = world;
  }

  /** Sets the message on its way. */
  start(plan: DeliveryPlan): void {
    const { behaviour, agenda, customers } = this.#world;
    agenda.after(drawDelayMs(behaviour.sentDelayMs), () => {
      if (this.#failsAfter(plan, 'accepted')) return;
      this.#reach(plan, 'sent');
      if (this.#failsAfter(plan, 'sent')) return;
      customers.whenReachable(plan.entry, () => {
        this.#deliverSoon(plan);
      });
    });
  }

  #deliverSoon(plan: DeliveryPlan): void {
    const { behaviour, agenda, conduct } = this.#world;
    agenda.after(drawDelayMs(behaviour.deliveredDelayMs), () => {
      this.#reach(plan, 'delivered');
      if (this.#failsAfter(plan, 'delivered')) return;
      conduct.receive(plan.entry, !plan.skips.has('read'));
    });
  }

  #reach(plan: DeliveryPlan, status: 'sent' | 'delivered'): void {
    if (!plan.skips.has(status)) this.#world.reporter.report(plan.entry, status);
  }

  #failsAfter(plan: DeliveryPlan, stage: Failure['after']): boolean {
    const { failure } = plan;
    if (failure?.after !== stage) return false;
    this.#world.reporter.report(plan.entry, 'failed', webhookError(failure.code, failure.details));
    return true;
  }
}
