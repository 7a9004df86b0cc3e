import type { InstanceId, TenantId } from '@recado/contracts';
import type { Tx } from '../../../platform/database/database.ts';
import type { SessionHold } from './held-session.ts';
import type { AcquiredSession, HeldLease } from './session-leases.repository.ts';

export interface LeasedHoldOptions {
  session: AcquiredSession;
  /** Monotonic time just before the lease was asked for. */
  askedAtMs: number;
  trustedMs: number;
  monotonicMs: () => number;
  assertHeld: (tx: Tx, lease: HeldLease) => Promise<void>;
}

/** A session's lease as this process may rely on it: for a while after each renewal was asked for, by the monotonic clock. */
export class LeasedHold implements SessionHold, HeldLease {
  readonly tenantId: TenantId;
  readonly instanceId: InstanceId;
  readonly fence: number;
  readonly #options: LeasedHoldOptions;
  readonly #abort = new AbortController();
  #trustedUntilMs: number;
  #timer: NodeJS.Timeout;

  constructor(options: LeasedHoldOptions) {
    this.#options = options;
    this.tenantId = options.session.tenantId;
    this.instanceId = options.session.instanceId;
    this.fence = options.session.fence;
    this.#trustedUntilMs = options.askedAtMs + options.trustedMs;
    this.#timer = this.#watch();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  mayAct(): boolean {
    if (this.#options.monotonicMs() >= this.#trustedUntilMs) this.end();
    return !this.#abort.signal.aborted;
  }

  assertHeld(tx: Tx): Promise<void> {
    return this.#options.assertHeld(tx, this);
  }

  /** The lease was renewed by what was asked for then. */
  renewed(askedAtMs: number): void {
    if (this.#abort.signal.aborted) return;
    this.#trustedUntilMs = askedAtMs + this.#options.trustedMs;
    clearTimeout(this.#timer);
    this.#timer = this.#watch();
  }

  /** The lease is lost or given back. */
  end(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  #watch(): NodeJS.Timeout {
    const leftMs = Math.max(0, this.#trustedUntilMs - this.#options.monotonicMs());
    return setTimeout(() => {
      this.end();
    }, leftMs);
  }
}
